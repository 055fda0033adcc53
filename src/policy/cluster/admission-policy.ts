import { isSameValue } from '../../core/same-value.ts'
import {
  decide,
  isAbout,
  readAdmissionPolicyBinding,
  type AdmissionPolicy,
  type AdmissionPolicyBinding,
  type AdmissionQuestion,
} from '../cel/admission-policy.ts'
import { missingParams, paramsFor } from '../cel/params.ts'
import type { PolicyDocument } from '../documents.ts'
import type { Review } from '../gatekeeper/review.ts'
import type { Untyped } from '../untyped.ts'
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
  const action = strongest(binding.actions.map((one) => (one === 'Deny' ? 'deny' : one === 'Warn' ? 'warn' : 'audit')))
  return {
    id: `policy/ValidatingAdmissionPolicy/${policy.name}`,
    kind: 'ValidatingAdmissionPolicy',
    name: policy.name,
    title: `ValidatingAdmissionPolicy ${policy.name}`,
    action,
    atDoor: action,
    through: binding.name,
    place: written.document.place([]),
    judge({ review, explains }) {
      const found = paramsFor(policy.paramKind, binding.paramRef, review.namespace, objects)
      if (found.length === 0) return withoutParams(policy, binding, review)
      const complaints: Complaint[] = []
      for (const params of found) {
        const question = { review, params }
        if (decide(policy, binding, question).length === 0) continue
        for (const complaint of explained({ policy, written }, binding, { ...question, explains }))
          if (!complaints.some(({ message }) => isSameValue(message, complaint.message))) complaints.push(complaint)
      }
      return complaints
    },
  }
}

/** What it says, with the field where that is asked for. */
function explained(
  { policy, written }: PlacedAdmissionPolicy,
  binding: AdmissionPolicyBinding,
  question: AdmissionQuestion,
): readonly Complaint[] {
  return decide(policy, binding, question).map(({ message, path, validation }) => ({
    message,
    undecided: false,
    path,
    rule: written.document.place(
      validation === undefined ? ['spec', 'matchConditions'] : ['spec', 'validations', validation, 'expression'],
    ),
  }))
}

/** Whether the cluster has the parameters is not known here, so there is no verdict where the policy is about the object. */
function withoutParams(policy: AdmissionPolicy, binding: AdmissionPolicyBinding, review: Review): readonly Complaint[] {
  if (!isAbout(policy, binding, review)) return []
  return [
    {
      message: missingParams(binding.name, policy.paramKind, binding.paramRef),
      undecided: true,
      path: undefined,
      rule: undefined,
    },
  ]
}
