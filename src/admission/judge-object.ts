import { judge, type Evaluation } from '../core/engine.ts'
import { Estate } from '../core/estate.ts'
import type { Finding } from '../core/finding.ts'
import { maskFindings, type ConfidentialRange } from '../core/masking.ts'
import { applySuppressions, type Suppression } from '../core/suppression.ts'
import { objectAt, stringAt, type JsonObject } from '../models/kubernetes/json.ts'
import { LiveDocument, liveUri } from '../models/kubernetes/live-document.ts'
import { KubernetesObject } from '../models/kubernetes/object.ts'
import { readingOf } from '../sources/readers/reading-of-objects.ts'
import { checksAbout } from './checks-about.ts'
import type { DoorPolicies } from './door-policies.ts'
import type { AdmissionPolicy } from './policy.ts'
import type { AdmissionRequest } from './review.ts'
import { SliceClock, type Sliced } from './slices.ts'

/** What the checks say of one object. */
export interface JudgedObject {
  /** The object that was judged: that of the request, in its namespace. */
  readonly value: JsonObject
  readonly findings: readonly Finding[]
  /** The accepted findings are marked by these. */
  readonly suppressions: readonly Suppression[]
  /** Ids of checks that broke. */
  readonly broken: readonly string[]
  /**
   * False when the time was up before every check had its say, one had more to say than anybody reads, or a policy that may
   * refuse the object came to no verdict.
   */
  readonly isComplete: boolean
}

/** The moment until which an answer is of use, and the clock that it is read on, in milliseconds. */
export interface Deadline {
  readonly at: number
  readonly now: () => number
}

/** Whose word is asked for: that of the checks, that of the policies of other engines, or both. */
export type Judges = 'checks' | 'policies' | 'all'

/**
 * Judges the object of a request by every check that is about its kind. Yields now and then where that takes long.
 *
 * @param today the day as `YYYY-MM-DD`, for what expires
 */
export function* judgeObject(
  value: JsonObject,
  request: Pick<AdmissionRequest, 'namespace' | 'asked'>,
  policy: AdmissionPolicy,
  today: string,
  deadline: Deadline,
  judges: Judges,
): Sliced<JudgedObject> {
  const located = inNamespace(value, request.namespace)
  const object = new KubernetesObject(located, new LiveDocument(liveUri(located), located))
  const { subjects, suppressions: annotated } = readingOf([object], [], { locale: policy.locale, podShapes: policy.podShapes })
  const estate = new Estate(subjects)
  const checks = judges === 'policies' ? [] : checksAbout(object, estate, policy)
  const { policies } = judges === 'checks' ? {} : policy
  policies?.judge.expect(object, request.asked, () => deadline.at - deadline.now())

  const { findings, confidential, broken, isComplete } = yield* collect(
    judge(policies === undefined ? checks : [...checks, ...policies.checks], estate, policy.judging, today),
    deadline,
  )
  const isDecided = policies === undefined || !isComplete || wasDecided(object, policies)
  const exceptions = policies === undefined ? policy.exceptions : [...policy.exceptions, ...policies.exceptions]
  const suppressions = policy.settings.acceptAnnotations ? [...annotated, ...exceptions] : exceptions
  const marked = applySuppressions(findings, suppressions, today, new Set()).findings
  return { value: located, findings: maskFindings(marked, confidential), suppressions, broken, isComplete: isComplete && isDecided }
}

/** Whether every policy that may refuse the object has come to a verdict. */
function wasDecided(object: KubernetesObject, { judge: judged, actions, checks }: DoorPolicies): boolean {
  return checks.length === 0 || !judged.failedOn(object).some(({ id }) => actions.get(id) === 'deny')
}

interface Collected extends Pick<JudgedObject, 'findings' | 'broken' | 'isComplete'> {
  readonly confidential: readonly ConfidentialRange[]
}

/** To look at the clock costs as much as a simple check does. */
const evaluationsBetweenLooks = 4

function* collect(evaluations: Iterable<Evaluation>, { at, now }: Deadline): Sliced<Collected> {
  const findings: Finding[] = []
  const confidential: ConfidentialRange[] = []
  const broken: string[] = []
  let isComplete = true
  let evaluated = 0
  const slice = new SliceClock(now())
  for (const { check, outcome, findings: found, confidential: concealed, isCut } of evaluations) {
    if (outcome === 'error') broken.push(check.id)
    for (const finding of found) findings.push(finding)
    for (const { source, range } of concealed ?? []) confidential.push({ uri: source.uri, range })
    if (isCut === true) isComplete = false
    if (++evaluated % evaluationsBetweenLooks !== 0) continue
    const time = now()
    if (time > at) return { findings, confidential, broken, isComplete: false }
    if (slice.isOver(time)) {
      yield
      slice.begin(now())
    }
  }
  return { findings, confidential, broken, isComplete }
}

/** An object may leave its namespace to the path of the request. */
export function inNamespace(value: JsonObject, namespace: string): JsonObject {
  if (namespace === '' || value['kind'] === 'Namespace' || stringAt(value, ['metadata', 'namespace']) !== undefined) return value
  return { ...value, metadata: { ...objectAt(value, ['metadata']), namespace } }
}
