import { applyPathEdits, inPresentTerms, type JsonValue, type PathEdit } from '../core/edit.ts'
import type { Finding, Fix } from '../core/finding.ts'
import type { JsonObject } from '../models/kubernetes/json.ts'
import { jsonPatch, type PatchOperation } from './json-patch.ts'
import { judgeObject, type Deadline } from './judge-object.ts'
import { modeOf, type AdmissionPolicy } from './policy.ts'
import type { AdmissionRequest } from './review.ts'

/** A fix can make room for another one; more rounds than this mean that fixes fight. */
const mostRounds = 4

export interface Mutation {
  readonly patch: readonly PatchOperation[]
  /** Ids of the checks whose findings were fixed. */
  readonly fixed: readonly string[]
}

const none: Mutation = { patch: [], fixed: [] }

/**
 * The fixes of the findings that the configuration wants fixed on the way in, as one patch. The result is judged again:
 * where a fix did not end its finding, or brought a new one, nothing is changed at all. Mutating the result again changes
 * nothing, as the API server asks of webhooks.
 */
export function mutate(request: AdmissionRequest, policy: AdmissionPolicy, today: string, deadline: Deadline): Mutation {
  const { object, namespace, operation, subResource } = request
  const rules = policy.settings.mutate.filter((rule) => rule.namespaces(namespace))
  if (rules.length === 0 || object === undefined || subResource !== '' || (operation !== 'CREATE' && operation !== 'UPDATE')) return none
  const fixOf = ({ check, severity, outcome, suppressed, fixes }: Finding): Fix | undefined => {
    if (outcome !== 'fail' || suppressed !== null || modeOf(policy, check, severity, namespace) === 'off') return undefined
    const rule = rules.find((candidate) => candidate.checks(check))
    return fixes.find(({ safety }) => rule?.safeties.includes(safety))
  }
  const judged = (value: JsonObject) => judgeObject(value, request, policy, today, deadline, 'checks')

  const before = judged(object)
  let value = before.value
  let findings = before.findings
  const fixed = new Set<string>()
  for (let round = 0; round < mostRounds; round++) {
    const changed = withFixes(value, findings, fixOf, fixed)
    if (changed === value) break
    value = changed
    const after = judged(value)
    if (!after.isComplete) return none
    findings = after.findings
  }
  if (value === before.value || !isBetter(before.findings, findings)) return none
  return { patch: jsonPatch(before.value as JsonValue, value as JsonValue), fixed: [...fixed].sort() }
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
