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
import { atOnce, largeReview, SliceQueue, type Sliced } from './slices.ts'

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

/** A review that was read, and the policy that it is judged by from its start to its end. */
interface Asked {
  readonly request: AdmissionRequest
  readonly policy: AdmissionPolicy
  /** Of its images, where they are to be verified. */
  readonly verdicts: Promise<readonly ImageVerdict[]> | undefined
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
  readonly #large = new SliceQueue()

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
    if (body.length > largeReview) return this.#answerLarge(path, body, arrival)
    const asked = this.#read(body, arrival)
    if (asked.verdicts === undefined) return atOnce(this.#conclude(path, asked, [], arrival))
    return asked.verdicts.then((verdicts) => atOnce(this.#conclude(path, asked, verdicts, arrival)))
  }

  /** In slices, so that it holds up no small one. While registries are asked, others have their turn. */
  async #answerLarge(path: WebhookPath, body: string, arrival: Arrival): Promise<string> {
    const conclude = this.#conclude.bind(this)
    const read = () => this.#read(body, arrival)
    const begun = await this.#large.run(function* () {
      const asked = read()
      return asked.verdicts === undefined ? yield* conclude(path, asked, [], arrival) : asked
    })
    if (typeof begun === 'string') return begun
    const verdicts = await begun.verdicts!
    return this.#large.run(() => conclude(path, begun, verdicts, arrival))
  }

  #read(body: string, arrival: Arrival): Asked {
    const request = readReview(body)
    const policy = this.#parts.policy()
    const images = imagesToVerify(request, policy)
    if (images.length === 0) return { request, policy, verdicts: undefined }
    const { at, now } = deadlineOf(arrival)
    // The checks need a little of the time as well.
    return { request, policy, verdicts: policy.images!.verify(images, request.namespace, (at - now()) * 0.9) }
  }

  /** The answer to Gatekeeper's question about images; undefined where none are verified. */
  async answerProvider(kind: 'validate' | 'mutate', body: string, at: number): Promise<string | undefined> {
    const { images, locale } = this.#parts.policy()
    const left = providerTime - (performance.now() - at)
    return images === undefined ? undefined : answerProvider(images, body, kind, left, locale)
  }

  #conclude(path: WebhookPath, asked: Asked, verdicts: readonly ImageVerdict[], arrival: Arrival): Sliced<string> {
    return path === '/validate' ? this.#validate(asked, verdicts, arrival) : this.#mutate(asked, verdicts, arrival)
  }

  *#validate({ request, policy }: Asked, verdicts: readonly ImageVerdict[], arrival: Arrival): Sliced<string> {
    const { metrics, date } = this.#parts
    const time = date()
    const decision = yield* decide(request, policy, dayOf(time), deadlineOf(arrival), imageObjections(verdicts))
    for (const { id, mode, accepted } of decision.objections) {
      if (accepted === undefined) metrics.count(counters.findings, { check: id, mode })
      else metrics.count(counters.accepted, { check: id, by: accepted.by })
    }
    for (const check of decision.broken) metrics.count(counters.broken, { check })
    this.#finish('validate', request, decision, [], time, arrival)
    return writeReview(answer(request, decision, policy.locale))
  }

  *#mutate({ request, policy }: Asked, verdicts: readonly ImageVerdict[], arrival: Arrival): Sliced<string> {
    const { metrics, date } = this.#parts
    const time = date()
    const made = yield* mutate(request, policy, dayOf(time), deadlineOf(arrival))
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
