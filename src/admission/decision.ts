import type { Finding, Suppressed } from '../core/finding.ts'
import type { Path } from '../core/location.ts'
import { compareSeverity, type Severity } from '../core/severity.ts'
import { matchesCheck, type Suppression } from '../core/suppression.ts'
import { text, type Message } from '../core/text.ts'
import { objectAt, stringMapAt, type JsonObject } from '../models/kubernetes/json.ts'
import { judgeObject, type Deadline, type JudgedObject, type Judges } from './judge-object.ts'
import { checkOf, failurePolicyOf, modeOf, modeOfAccess, type AdmissionPolicy } from './policy.ts'
import type { AdmissionRequest } from './review.ts'
import { podAccesses, type Mode, type PodAccess } from './settings.ts'
import type { Sliced } from './slices.ts'

/** Something that is held against a request. */
export interface Objection {
  /** Id of the check, or `access/…` for a way into a pod. */
  readonly id: string
  readonly severity: Severity
  readonly mode: Mode
  readonly message: Message
  /** The field. */
  readonly path?: Path
  readonly fix?: Message
  readonly link?: string
  readonly accepted?: Suppressed & { readonly owner?: string }
}

/** How a decision came about. */
export type Grounds =
  /** The checks, or the rules for ways into pods, had the word. */
  | 'judged'
  /** Nothing that is judged: a deletion, a status, an object on its way out. */
  | 'not-judged'
  /** Its namespace or its caller is exempt. */
  | 'exempt'
  | 'break-glass'
  /** It could not be judged in time or in full; the failure policy had the word. */
  | 'failed'

export interface Decision {
  readonly allowed: boolean
  readonly grounds: Grounds
  /** Worst first. */
  readonly objections: readonly Objection[]
  /** What was said for breaking the glass. */
  readonly reason?: string
  /** Checks that broke, our bugs. */
  readonly broken: readonly string[]
}

/** Asks for one object to be let through in an emergency; the value says why. Only for callers that the configuration names. */
export const breakGlassAnnotation = 'breakwater.dev/break-glass'

const access = {
  exec: text({ en: 'running commands in pod {pod} is not allowed here', ja: 'Pod {pod} でのコマンド実行は許可されていません' }),
  attach: text({ en: 'attaching to pod {pod} is not allowed here', ja: 'Pod {pod} へのアタッチは許可されていません' }),
  portforward: text({ en: 'forwarding ports of pod {pod} is not allowed here', ja: 'Pod {pod} へのポート転送は許可されていません' }),
  ephemeralcontainers: text({
    en: 'adding debug containers to pod {pod} is not allowed here',
    ja: 'Pod {pod} へのデバッグ用コンテナーの追加は許可されていません',
  }),
}

const plain = (grounds: Grounds): Decision => ({ allowed: true, grounds, objections: [], broken: [] })

/**
 * Decides on a request. Never throws for what a request holds: a check that breaks counts as "could not be judged". Yields
 * now and then where that takes long.
 *
 * @param today the day as `YYYY-MM-DD`
 * @param onImages what the verification of its images holds against it
 */
export function* decide(
  request: AdmissionRequest,
  policy: AdmissionPolicy,
  today: string,
  deadline: Deadline,
  onImages: readonly Objection[] = [],
): Sliced<Decision> {
  const { namespace } = request
  if (isExempt(request, policy)) return plain('exempt')
  const glass = brokenGlass(request, policy)
  if (glass !== undefined) return { ...plain('break-glass'), reason: glass }
  const way = podAccesses.find((candidate) => candidate === request.subResource && request.resource === 'pods')
  const onAccess = way === undefined ? [] : accessObjections(way, request, policy)
  const judges = judgesOf(request, policy)
  if (judges === undefined) {
    if (way === undefined) return plain('not-judged')
    return { allowed: isAllowed(onAccess), grounds: 'judged', objections: onAccess, broken: [] }
  }
  const known = worstFirst([...onAccess, ...onImages])
  if (deadline.now() > deadline.at) return unjudged(namespace, policy, known, [])

  const judged = yield* judgeObject(subjectOf(request), request, policy, today, deadline, judges)
  const objections = worstFirst([...known, ...objectionsOf(judged, namespace, policy)])
  const isMissing = !judged.isComplete || judged.broken.some((id) => modeOf(policy, id, severityOf(id, policy), namespace) === 'deny')
  if (isMissing && isAllowed(objections)) return unjudged(namespace, policy, objections, judged.broken)
  return { allowed: isAllowed(objections), grounds: 'judged', objections, broken: judged.broken }
}

function isExempt({ namespace, user }: AdmissionRequest, { settings, ownNamespace }: AdmissionPolicy): boolean {
  return (namespace !== '' && namespace === ownNamespace) || settings.exemptNamespaces(namespace) || settings.exemptUsers(user)
}

/** Whether the checks, and what verifies images, will look at the object of a request at all. */
export function looksAtObject(request: AdmissionRequest, policy: AdmissionPolicy): boolean {
  return (
    request.object !== undefined &&
    !isExempt(request, policy) &&
    brokenGlass(request, policy) === undefined &&
    judgesOf(request, policy) === 'all'
  )
}

/**
 * Who has anything to say of it. Objects that wait for their removal must be able to lose their finalizers. The checks are
 * about objects as they will be; policies can be about deletions, and about what is below an object, as well.
 */
function judgesOf(request: AdmissionRequest, { policies }: AdmissionPolicy): Judges | undefined {
  const { operation, object, subResource } = request
  if (objectAt(object, ['metadata'])?.['deletionTimestamp'] !== undefined) return undefined
  const isForChecks = operation === 'CREATE' || operation === 'UPDATE'
  if (isForChecks && (subResource === '' || subResource === 'ephemeralcontainers')) return 'all'
  return policies === undefined ? undefined : 'policies'
}

/** The object that is judged: what a deletion takes away, where there is no other. */
function subjectOf({ object, asked }: AdmissionRequest): JsonObject {
  return object ?? objectAt(asked, ['oldObject']) ?? {}
}

function isAllowed(objections: readonly Objection[]): boolean {
  return !objections.some(({ mode, accepted }) => mode === 'deny' && accepted === undefined)
}

function unjudged(namespace: string, policy: AdmissionPolicy, objections: readonly Objection[], broken: readonly string[]): Decision {
  return { allowed: failurePolicyOf(policy, namespace) === 'ignore' && isAllowed(objections), grounds: 'failed', objections, broken }
}

/** The reason for letting a request through unjudged, where the caller may ask for that or the namespace grants it. */
function brokenGlass({ object, namespace, user, groups }: AdmissionRequest, { settings }: AdmissionPolicy): string | undefined {
  const { by, namespaces } = settings.breakGlass
  if (namespaces(namespace)) return `namespace ${namespace}`
  const reason = stringMapAt(object, ['metadata', 'annotations'])[breakGlassAnnotation]
  if (reason === undefined || reason.trim() === '') return undefined
  return by.users.includes(user) || groups.some((group) => by.groups.includes(group)) ? reason : undefined
}

function accessObjections(way: PodAccess, { name, namespace }: AdmissionRequest, policy: AdmissionPolicy): readonly Objection[] {
  const mode = modeOfAccess(policy, way, namespace)
  if (mode === 'off') return []
  return [{ id: `access/${way}`, severity: 'high', mode, message: { text: access[way], args: { pod: name } } }]
}

function worstFirst(objections: Objection[]): readonly Objection[] {
  return objections.sort((a, b) => compareSeverity(a.severity, b.severity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** What is held against the request of what was found: what is configured to be off is not. */
function objectionsOf({ findings, suppressions }: JudgedObject, namespace: string, policy: AdmissionPolicy): readonly Objection[] {
  const objections: Objection[] = []
  for (const finding of findings) {
    const mode = modeOf(policy, finding.check, finding.severity, namespace)
    // What could not be decided is no reason to refuse.
    if (mode !== 'off')
      objections.push(toObjection(finding, mode === 'deny' && finding.outcome === 'unknown' ? 'warn' : mode, policy, suppressions))
  }
  return objections
}

function toObjection(finding: Finding, mode: Mode, policy: AdmissionPolicy, suppressions: readonly Suppression[]): Objection {
  const { check: id, severity, message, place, fixes, suppressed } = finding
  const [fix] = fixes
  const link = checkOf(policy, id)?.references[0]
  const owner = suppressed === null ? undefined : ownerOf(finding, suppressions)
  return {
    id,
    severity,
    mode,
    message,
    path: place.path,
    ...(fix === undefined ? {} : { fix: fix.title }),
    ...(link === undefined ? {} : { link }),
    ...(suppressed === null ? {} : { accepted: { ...suppressed, ...(owner === undefined ? {} : { owner }) } }),
  }
}

function ownerOf(finding: Finding, suppressions: readonly Suppression[]): string | undefined {
  const { by, reason } = finding.suppressed!
  return suppressions.find(
    (suppression) =>
      suppression.by === by &&
      suppression.reason === reason &&
      suppression.checks.some((pattern) => matchesCheck(pattern, finding.check)) &&
      suppression.covers(finding),
  )?.owner
}

function severityOf(id: string, policy: AdmissionPolicy): Severity {
  return policy.judging.severities?.get(id) ?? checkOf(policy, id)?.severity ?? 'critical'
}
