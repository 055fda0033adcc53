import type { PolicyDocument } from '../documents.ts'
import type { KyvernoException } from '../kyverno/exception.ts'
import { exceptionsFor, readKyvernoPolicy, reaches } from '../kyverno/policy.ts'
import { valueAt } from '../untyped.ts'
import type { ClusterPolicy } from './cluster-policy.ts'

/** @throws {PolicyDocumentError} where the policy is not valid, or of a kind that is not evaluated here */
export function kyvernoPolicies(written: PolicyDocument, exceptions: readonly KyvernoException[]): readonly ClusterPolicy[] {
  const policy = readKyvernoPolicy(written.value)
  const title = valueAt(written.value, ['metadata', 'annotations', 'policies.kyverno.io/title'])
  return policy.rules.map((rule): ClusterPolicy => {
    const about = exceptionsFor(policy, rule, exceptions)
    const name = rule.name === '' ? policy.name : `${policy.name}/${rule.name}`
    return {
      id: `policy/${policy.kind}/${name}`,
      kind: policy.kind,
      name,
      title: typeof title === 'string' ? title : `${policy.kind} ${name}`,
      action: rule.action,
      atDoor: rule.action,
      through: undefined,
      place: written.document.place([]),
      judge({ review }) {
        const verdict = reaches(policy, review) ? rule.judge(review, about) : undefined
        if (verdict === undefined || verdict.outcome === 'skip') return undefined
        return verdict.complaints.map(({ message, at, path }) => ({
          message,
          undecided: false,
          path,
          rule: written.document.place(at),
        }))
      },
    }
  })
}
