import type { Check } from '../core/check.ts'
import type { Suppression } from '../core/suppression.ts'
import { AdmissionJudge } from '../policy/cluster/admission-judge.ts'
import type { PolicyAction } from '../policy/cluster/cluster-policy.ts'
import { exemptionOf, policyCheck } from '../policy/cluster/policy-check.ts'
import type { ClusterPolicies } from '../policy/cluster/read-policies.ts'

/** Policies of other engines that judge beside the checks: Gatekeeper, Azure Policy, Kubernetes, Kyverno. */
export interface DoorPolicies {
  readonly judge: AdmissionJudge
  /** Each policy as a check, so that its word goes the same way as that of all others. */
  readonly checks: readonly Check[]
  /** What each policy wants to happen, by the id of its check. */
  readonly actions: ReadonlyMap<string, PolicyAction>
  /** What Azure has exempted. */
  readonly exceptions: readonly Suppression[]
  /** Policies and mutators that change objects, by kind and name: the mutating webhook does what they say. */
  readonly mutating: readonly string[]
}

/** The policies that act at the door of a cluster. */
export function doorPolicies(cluster: ClusterPolicies): DoorPolicies {
  const acting = cluster.policies.flatMap((policy) =>
    policy.atDoor === undefined || policy.kind === 'MutatingAdmissionPolicy' ? [] : [{ ...policy, action: policy.atDoor }],
  )
  const judge = new AdmissionJudge(cluster)
  const { bound, mutators } = cluster.mutations
  return {
    judge,
    checks: acting.map((policy) => policyCheck(policy, judge)),
    actions: new Map([...acting, ...bound.map(({ asPolicy }) => asPolicy)].map(({ id, action }) => [id, action])),
    exceptions: acting.flatMap(exemptionOf),
    mutating: [
      ...bound.map(({ policy }) => `MutatingAdmissionPolicy ${policy.name}`),
      ...mutators.map(({ kind, name }) => `${kind} ${name}`),
    ],
  }
}
