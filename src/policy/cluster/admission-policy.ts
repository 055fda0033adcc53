import {
  decide,
  readAdmissionPolicyBinding,
  type AdmissionPolicy,
  type AdmissionPolicyBinding,
  type AdmissionQuestion,
} from '../cel/admission-policy.ts'
import type { PolicyDocument } from '../documents.ts'
import type { Review } from '../gatekeeper/review.ts'
import { valueAt, type Untyped } from '../untyped.ts'
import { strongest, type ClusterPolicy, type Complaint } from './cluster-policy.ts'

/** A compiled policy with where it is written. */
export interface PlacedAdmissionPolicy {
  readonly policy: AdmissionPolicy
  readonly written: PolicyDocument
}

/**
 * A ValidatingAdmissionPolicy in effect through a binding.
 *
 * @param objects what the binding may name as parameters
 */
export function boundAdmissionPolicy(
  { policy, written }: PlacedAdmissionPolicy,
  bindingDocument: PolicyDocument,
  objects: readonly Untyped[],
): ClusterPolicy {
  const binding = readAdmissionPolicyBinding(bindingDocument.value)
  return {
    id: `policy/ValidatingAdmissionPolicy/${policy.name}`,
    kind: 'ValidatingAdmissionPolicy',
    name: policy.name,
    title: `ValidatingAdmissionPolicy ${policy.name}`,
    action: strongest(binding.actions.map((action) => (action === 'Deny' ? 'deny' : action === 'Warn' ? 'warn' : 'audit'))),
    through: binding.name,
    place: written.document.place([]),
    judge({ review }) {
      const question = { review, params: paramsFor(policy, binding, review, objects) }
      if (policy.paramKind !== undefined && question.params === undefined) return withoutParams(policy, binding, review)
      if (decide(policy, binding, question).length === 0) return []
      return explained({ policy, written }, binding, question)
    },
  }
}

function explained(
  { policy, written }: PlacedAdmissionPolicy,
  binding: AdmissionPolicyBinding,
  question: AdmissionQuestion,
): readonly Complaint[] {
  return decide(policy, binding, { ...question, explains: true }).map(({ message, path, validation }) => ({
    message,
    undecided: false,
    path,
    rule: written.document.place(
      validation === undefined ? ['spec', 'matchConditions'] : ['spec', 'validations', validation, 'expression'],
    ),
    reads: path === undefined ? [] : [path],
  }))
}

function paramsFor(
  { paramKind }: AdmissionPolicy,
  { paramName, paramNamespace }: AdmissionPolicyBinding,
  review: Review,
  objects: readonly Untyped[],
): Untyped | undefined {
  if (paramKind === undefined) return undefined
  const namespace = paramNamespace ?? review.namespace
  return objects.find(
    (object) =>
      object['apiVersion'] === paramKind.apiVersion &&
      object['kind'] === paramKind.kind &&
      (paramName === undefined || valueAt(object, ['metadata', 'name']) === paramName) &&
      [undefined, namespace].includes(valueAt(object, ['metadata', 'namespace']) as string | undefined),
  )
}

/** Whether the cluster has the parameters is not known here, so there is no verdict where the policy is about the object. */
function withoutParams(policy: AdmissionPolicy, binding: AdmissionPolicyBinding, review: Review): readonly Complaint[] {
  if (decide(policy, binding, { review, params: {} }).length === 0) return []
  const message = `the parameters of binding ${binding.name} (${policy.paramKind?.kind} ${binding.paramName ?? ''}) are not among the given documents`
  return [{ message, undecided: true, path: undefined, rule: undefined, reads: [] }]
}
