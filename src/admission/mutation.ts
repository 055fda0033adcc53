import { applyPathEdits, inPresentTerms, type JsonValue, type PathEdit } from '../core/edit.ts'
import type { Finding, Fix } from '../core/finding.ts'
import { text } from '../core/text.ts'
import type { JsonObject } from '../models/kubernetes/json.ts'
import { MutationRefused } from '../policy/cluster/mutation.ts'
import { PolicyDocumentError } from '../policy/document-error.ts'
import { looksAtObject, type Objection } from './decision.ts'
import { jsonPatch, type PatchOperation } from './json-patch.ts'
import { inNamespace, judgeObject, type Deadline } from './judge-object.ts'
import { modeOf, type AdmissionPolicy } from './policy.ts'
import type { AdmissionRequest } from './review.ts'
import type { Sliced } from './slices.ts'

/** A fix can make room for another one; more rounds than this mean that fixes fight. */
const mostRounds = 4

export interface Mutation {
  readonly patch: readonly PatchOperation[]
  /** Ids of the checks whose findings were fixed, and of the policies that changed something. */
  readonly fixed: readonly string[]
  /** Where a change must be made and cannot be: what is to be said of that. */
  readonly refused?: Objection
  /** What policies would make of it is not known, and it was left as it is. */
  readonly isUnknown?: true
}

const refused = text({ en: 'a change that must be made cannot be: {reason}', ja: '必要な変更を加えられません: {reason}' })

const none: Mutation = { patch: [], fixed: [] }

/**
 * What the mutating policies make of an object, and then the fixes of the findings that the configuration wants fixed on the
 * way in, as one patch. Mutating the result again changes nothing, as the API server asks of webhooks. Yields now and then
 * where that takes long.
 */
export function* mutate(request: AdmissionRequest, policy: AdmissionPolicy, today: string, deadline: Deadline): Sliced<Mutation> {
  const { object, namespace, operation, subResource } = request
  if (object === undefined || subResource !== '' || (operation !== 'CREATE' && operation !== 'UPDATE')) return none
  const start = inNamespace(object, namespace)
  const admitted = byPolicies(start, request, policy)
  if ('refused' in admitted) return { ...none, refused: admitted.refused }
  const fixes = yield* withFindingsFixed(admitted.value, request, policy, today, deadline)
  const outcome: Mutation =
    fixes.value === start
      ? none
      : { patch: jsonPatch(start as JsonValue, fixes.value as JsonValue), fixed: [...admitted.by, ...fixes.fixed].sort() }
  return admitted.isUnknown ? { ...outcome, isUnknown: true } : outcome
}

interface AdmittedByPolicies {
  readonly value: JsonObject
  readonly by: ReadonlySet<string>
  readonly isUnknown: boolean
}

/** A mutation that must be made and cannot be is an objection; what is not known is for the failure policy to decide. */
function byPolicies(
  value: JsonObject,
  request: AdmissionRequest,
  policy: AdmissionPolicy,
): AdmittedByPolicies | { readonly refused: Objection } {
  const { policies } = policy
  const unchanged = { value, by: new Set<string>(), isUnknown: false }
  if (policies === undefined || policies.mutating.length === 0 || !looksAtObject(request, policy)) return unchanged
  try {
    const { object, by } = policies.judge.admit(value, request.asked)
    return by.size === 0 ? unchanged : { value: object, by, isUnknown: false }
  } catch (error) {
    if (error instanceof MutationRefused) {
      const { id } = error.by
      if (modeOf(policy, id, 'high', request.namespace) !== 'deny') return unchanged
      return { refused: { id, severity: 'high', mode: 'deny', message: { text: refused, args: { reason: error.says } } } }
    }
    if (error instanceof PolicyDocumentError) return { ...unchanged, isUnknown: true }
    throw error
  }
}

/**
 * The value with its findings fixed. The result is judged again: where a fix did not end its finding, or brought a new one,
 * nothing is changed at all.
 */
function* withFindingsFixed(
  start: JsonObject,
  request: AdmissionRequest,
  policy: AdmissionPolicy,
  today: string,
  deadline: Deadline,
): Sliced<{ readonly value: JsonObject; readonly fixed: Iterable<string> }> {
  const { namespace } = request
  const rules = policy.settings.mutate.filter((rule) => rule.namespaces(namespace))
  const unfixed = { value: start, fixed: [] }
  if (rules.length === 0) return unfixed
  const fixOf = ({ check, severity, outcome, suppressed, fixes }: Finding): Fix | undefined => {
    if (outcome !== 'fail' || suppressed !== null || modeOf(policy, check, severity, namespace) === 'off') return undefined
    const rule = rules.find((candidate) => candidate.checks(check))
    return fixes.find(({ safety }) => rule?.safeties.includes(safety))
  }
  const judged = (value: JsonObject) => judgeObject(value, request, policy, today, deadline, 'checks')

  const before = yield* judged(start)
  let { value, findings } = before
  const fixed = new Set<string>()
  for (let round = 0; round < mostRounds; round++) {
    const changed = withFixes(value, findings, fixOf, fixed)
    if (changed === value) break
    value = changed
    const after = yield* judged(value)
    if (!after.isComplete) return unfixed
    findings = after.findings
  }
  return value === before.value || !isBetter(before.findings, findings) ? unfixed : { value, fixed }
}

/** The value with as many of the fixes as go together; the very same value when none does. */
function withFixes(
  value: JsonObject,
  findings: readonly Finding[],
  fixOf: (finding: Finding) => Fix | undefined,
  fixed: Set<string>,
): JsonObject {
  let taken: readonly PathEdit[] = []
  let result = value
  for (const finding of findings) {
    const fix = fixOf(finding)
    if (fix === undefined) continue
    const edits = inPresentTerms([...new Map([...taken, ...fix.edits].map((edit) => [JSON.stringify(edit), edit])).values()])
    const changed = applyPathEdits(value as JsonValue, edits)
    if (changed === undefined) continue
    taken = edits
    result = changed as JsonObject
    fixed.add(finding.check)
  }
  return result
}

function isBetter(before: readonly Finding[], after: readonly Finding[]): boolean {
  const known = new Set(before.map(({ fingerprint }) => fingerprint))
  return after.length < before.length && after.every(({ fingerprint }) => known.has(fingerprint))
}
