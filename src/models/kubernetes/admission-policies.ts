import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { listAt, valueAt } from './json.ts'
import { kubernetesObject, type KubernetesObject } from './object.ts'

/** Groups whose objects are rules for what a cluster admits. */
const policyGroups = new Set([
  'constraints.gatekeeper.sh',
  'kyverno.io',
  'policies.kyverno.io',
  'policy.sigstore.dev',
  'config.ratify.deislabs.io',
])

/** The rules of the scanned set for what a cluster admits, taken together; there is one where there is any such rule. */
export class AdmissionPolicies implements Subject {
  readonly members: readonly KubernetesObject[]
  readonly ref: ResourceRef
  readonly document: Document

  constructor(members: readonly [KubernetesObject, ...KubernetesObject[]]) {
    this.members = members
    this.ref = members[0].ref
    this.document = members[0].document
  }

  /** Whether one of the rules asks for a signature of images. */
  get verifySignatures(): boolean {
    return this.members.some(
      ({ group, kind, value }) =>
        kind === 'ClusterImagePolicy' ||
        kind === 'ImageValidatingPolicy' ||
        kind === 'NamespacedImageValidatingPolicy' ||
        (group === 'config.ratify.deislabs.io' && (kind === 'Verifier' || kind === 'NamespacedVerifier')) ||
        (group === 'constraints.gatekeeper.sh' && /ratify|imageintegrity|signature|cosign/i.test(kind)) ||
        listAt(value, ['spec', 'rules']).some((rule) => valueAt(rule, ['verifyImages']) !== undefined),
    )
  }
}

/** Kinds of those groups that hold settings or exceptions, and no rule. */
const noRules = new Set(['PolicyException', 'CleanupPolicy', 'ClusterCleanupPolicy', 'GlobalContextEntry', 'UpdateRequest'])

export const admissionPolicies: SubjectKind<AdmissionPolicies> = deriveSubject('admission-policies', (subjectsOf) => {
  const [first, ...more] = subjectsOf(kubernetesObject).filter(({ group, kind }) => policyGroups.has(group) && !noRules.has(kind))
  return first === undefined ? [] : [new AdmissionPolicies([first, ...more])]
})
