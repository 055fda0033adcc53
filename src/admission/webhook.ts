import { dayOf } from '../core/day.ts'
import { answer } from './answer.ts'
import { recordOf, type DecisionRecord } from './decision-log.ts'
import { decide, type Decision } from './decision.ts'
import { answerProvider } from './images/external-data.ts'
import type { ImageVerdict } from './images/image-gate.ts'
import { imageObjections, imagesToVerify, pinOperations } from './images/images-in-request.ts'
import type { Metrics } from './metrics.ts'
import { mutate, type Mutation } from './mutation.ts'
import { failurePolicyOf, type AdmissionPolicy } from './policy.ts'
import { readReview, writeReview, type AdmissionRequest } from './review.ts'

export type WebhookPath = '/validate' | '/mutate'

export interface WebhookParts {
  readonly policy: () => AdmissionPolicy
  readonly metrics: Metrics
  readonly record: (record: DecisionRecord) => void
  /** The day and the time of day, for expiry and for the log. */
  readonly date: () => Date
}

/** Gatekeeper waits three seconds for a constraint and everything that it asks about. In milliseconds. */
const providerTime = 2_500

/** When a request came, and how long its answer is waited for; in milliseconds on the clock of `performance.now()`. */
export interface Arrival {
  readonly at: number
  readonly timeout: number
}

const counters = {
  reviews: 'breakwater_admission_reviews_total',
  findings: 'breakwater_admission_findings_total',
  accepted: 'breakwater_admission_accepted_findings_total',
  broken: 'breakwater_admission_broken_checks_total',
  fixes: 'breakwater_admission_fixes_total',
} as const

/** Answers admission reviews by the policy that holds at the moment. */
export class Webhook {
  readonly #parts: WebhookParts

  constructor(parts: WebhookParts) {
    this.#parts = parts
    const { metrics } = parts
    metrics.declare(counters.reviews, 'Reviews that were answered.')
    metrics.declare(counters.findings, 'Findings by what became of them.')
    metrics.declare(counters.accepted, 'Findings that an exception accepts.')
    metrics.declare(counters.broken, 'Checks that broke, which is a fault of Breakwater.')
    metrics.declare(counters.fixes, 'Findings that were fixed on the way in.')
  }

  /**
   * The body of the answer to a review.
   *
   * @throws {MalformedReview}
   */
  answer(path: WebhookPath, body: string, arrival: Arrival): string | Promise<string> {
    const request = readReview(body)
    const policy = this.#parts.policy()
    const asked = imagesToVerify(request, policy)
    if (asked.length === 0) return this.#conclude(path, request, policy, [], arrival)
    const { at, now } = deadlineOf(arrival)
    // The checks need a little of the time as well.
    const verified = policy.images!.verify(asked, request.namespace, (at - now()) * 0.9)
    return verified.then((verdicts) => this.#conclude(path, request, policy, verdicts, arrival))
  }

  /** The answer to Gatekeeper's question about images; undefined where none are verified. */
  async answerProvider(kind: 'validate' | 'mutate', body: string, at: number): Promise<string | undefined> {
    const { images, locale } = this.#parts.policy()
    const left = providerTime - (performance.now() - at)
    return images === undefined ? undefined : answerProvider(images, body, kind, left, locale)
  }

  #conclude(
    path: WebhookPath,
    request: AdmissionRequest,
    policy: AdmissionPolicy,
    verdicts: readonly ImageVerdict[],
    arrival: Arrival,
  ): string {
    return path === '/validate' ? this.#validate(request, policy, verdicts, arrival) : this.#mutate(request, policy, verdicts, arrival)
  }

  #validate(request: AdmissionRequest, policy: AdmissionPolicy, verdicts: readonly ImageVerdict[], arrival: Arrival): string {
    const { metrics, date } = this.#parts
    const time = date()
    const decision = decide(request, policy, dayOf(time), deadlineOf(arrival), imageObjections(verdicts))
    for (const { id, mode, accepted } of decision.objections) {
      if (accepted === undefined) metrics.count(counters.findings, { check: id, mode })
      else metrics.count(counters.accepted, { check: id, by: accepted.by })
    }
    for (const check of decision.broken) metrics.count(counters.broken, { check })
    this.#finish('validate', request, decision, [], time, arrival)
    return writeReview(answer(request, decision, policy.locale))
  }

  #mutate(request: AdmissionRequest, policy: AdmissionPolicy, verdicts: readonly ImageVerdict[], arrival: Arrival): string {
    const { metrics, date } = this.#parts
    const time = date()
    const made = mutate(request, policy, dayOf(time), deadlineOf(arrival))
    const against = objectionTo(made, request, policy)
    if (against !== undefined) {
      this.#finish('mutate', request, against, [], time, arrival)
      return writeReview(answer(request, against, policy.locale))
    }
    const pins = pinOperations(verdicts)
    const patch = [...made.patch, ...pins]
    const fixed = pins.length === 0 ? made.fixed : [...made.fixed, 'verify/digest']
    for (const check of fixed) metrics.count(counters.fixes, { check })
    const grounds = made.isUnknown === true ? 'failed' : fixed.length === 0 ? 'not-judged' : 'judged'
    const decision = { allowed: true, grounds, objections: [], broken: [] } as const
    this.#finish('mutate', request, decision, fixed, time, arrival)
    return writeReview({
      uid: request.uid,
      allowed: true,
      ...(patch.length === 0
        ? {}
        : {
            patchType: 'JSONPatch',
            patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
            auditAnnotations: { fixed: fixed.join(',').slice(0, 2048) },
          }),
    })
  }

  #finish(
    webhook: DecisionRecord['webhook'],
    request: AdmissionRequest,
    decision: Parameters<typeof recordOf>[2],
    fixed: readonly string[],
    time: Date,
    { at }: Arrival,
  ): void {
    const { metrics, record } = this.#parts
    const milliseconds = performance.now() - at
    metrics.observeDuration(webhook, milliseconds / 1000)
    metrics.count(counters.reviews, {
      webhook,
      operation: request.operation,
      allowed: String(decision.allowed),
      grounds: decision.grounds,
      dry_run: String(request.dryRun),
    })
    record(recordOf(webhook, request, decision, fixed, time, milliseconds))
  }
}

/** The answer has to be made, and to travel, before the API server gives up: a tenth of the time, and 100 ms at least. */
function deadlineOf({ at, timeout }: Arrival): { readonly at: number; readonly now: () => number } {
  return { at: at + Math.max(0, timeout - Math.max(100, timeout / 10)), now: () => performance.now() }
}

/** The refusal of a request that could not be changed as it must be, or of which that is not known and must be. */
function objectionTo({ refused, isUnknown }: Mutation, { namespace }: AdmissionRequest, policy: AdmissionPolicy): Decision | undefined {
  if (refused !== undefined) return { allowed: false, grounds: 'judged', objections: [refused], broken: [] }
  if (isUnknown !== true || failurePolicyOf(policy, namespace) === 'ignore') return undefined
  return { allowed: false, grounds: 'failed', objections: [], broken: [] }
}
