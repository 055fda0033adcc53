/** The kind that takes over, in the version to use. */
export interface Replacement {
  readonly apiVersion: string
  readonly kind: string
}

/** An API version of some kinds that is on its way out, or gone. Numbers are minor versions of Kubernetes. */
export interface Removal {
  readonly apiVersion: string
  readonly kinds: readonly string[]
  readonly deprecatedIn: number
  /** The first version that does not serve it; undefined while it stays for good, although nobody should use it. */
  readonly removedIn?: number
  /** Where the kinds are now: an apiVersion where they kept their names, a kind where they did not. */
  readonly replacement?: string | Replacement
}

/**
 * What was deprecated and removed by hand-made decision. Beta versions since 1.20 follow a fixed term instead, which
 * `apiStatus` computes: deprecated three releases after they appear, removed three later.
 *
 * Sources: the deprecated API migration guide for what was removed in 1.16 and since; the lifecycle marks of the API's
 * own types (`prerelease-lifecycle-gen`) for when it was deprecated; the changelogs of 1.5, 1.6 and 1.8 for older ones.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export const removals: readonly Removal[] = [
  // Never removed: versions that are stable stay served.
  { apiVersion: 'v1', kinds: ['ComponentStatus'], deprecatedIn: 19 },
  { apiVersion: 'v1', kinds: ['Endpoints'], deprecatedIn: 33, replacement: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' } },

  // Removed in 1.32, 1.29 and 1.26
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3',
    kinds: ['FlowSchema', 'PriorityLevelConfiguration'],
    deprecatedIn: 29,
    removedIn: 32,
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2',
    kinds: ['FlowSchema', 'PriorityLevelConfiguration'],
    deprecatedIn: 26,
    removedIn: 29,
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta1',
    kinds: ['FlowSchema', 'PriorityLevelConfiguration'],
    deprecatedIn: 23,
    removedIn: 26,
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'autoscaling/v2beta2',
    kinds: ['HorizontalPodAutoscaler'],
    deprecatedIn: 23,
    removedIn: 26,
    replacement: 'autoscaling/v2',
  },

  // Removed in 1.27
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIStorageCapacity'],
    deprecatedIn: 24,
    removedIn: 27,
    replacement: 'storage.k8s.io/v1',
  },

  // Removed in 1.25
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], deprecatedIn: 21, removedIn: 25, replacement: 'batch/v1' },
  { apiVersion: 'discovery.k8s.io/v1beta1', kinds: ['EndpointSlice'], deprecatedIn: 21, removedIn: 25, replacement: 'discovery.k8s.io/v1' },
  { apiVersion: 'events.k8s.io/v1beta1', kinds: ['Event'], deprecatedIn: 22, removedIn: 25, replacement: 'events.k8s.io/v1' },
  {
    apiVersion: 'autoscaling/v2beta1',
    kinds: ['HorizontalPodAutoscaler'],
    deprecatedIn: 22,
    removedIn: 25,
    replacement: 'autoscaling/v2',
  },
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget'], deprecatedIn: 21, removedIn: 25, replacement: 'policy/v1' },
  // Pod Security admission and its namespace labels took over, which is not a kind.
  { apiVersion: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], deprecatedIn: 21, removedIn: 25 },
  { apiVersion: 'node.k8s.io/v1beta1', kinds: ['RuntimeClass'], deprecatedIn: 22, removedIn: 25, replacement: 'node.k8s.io/v1' },

  // Removed in 1.22
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    deprecatedIn: 16,
    removedIn: 22,
    replacement: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    kinds: ['CustomResourceDefinition'],
    deprecatedIn: 16,
    removedIn: 22,
    replacement: 'apiextensions.k8s.io/v1',
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1beta1',
    kinds: ['APIService'],
    deprecatedIn: 19,
    removedIn: 22,
    replacement: 'apiregistration.k8s.io/v1',
  },
  {
    apiVersion: 'authentication.k8s.io/v1beta1',
    kinds: ['TokenReview'],
    deprecatedIn: 19,
    removedIn: 22,
    replacement: 'authentication.k8s.io/v1',
  },
  {
    apiVersion: 'authorization.k8s.io/v1beta1',
    kinds: ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
    deprecatedIn: 19,
    removedIn: 22,
    replacement: 'authorization.k8s.io/v1',
  },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: ['CertificateSigningRequest'],
    deprecatedIn: 19,
    removedIn: 22,
    replacement: 'certificates.k8s.io/v1',
  },
  { apiVersion: 'coordination.k8s.io/v1beta1', kinds: ['Lease'], deprecatedIn: 19, removedIn: 22, replacement: 'coordination.k8s.io/v1' },
  { apiVersion: 'extensions/v1beta1', kinds: ['Ingress'], deprecatedIn: 14, removedIn: 22, replacement: 'networking.k8s.io/v1' },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['Ingress', 'IngressClass'],
    deprecatedIn: 19,
    removedIn: 22,
    replacement: 'networking.k8s.io/v1',
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1beta1',
    kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    deprecatedIn: 17,
    removedIn: 22,
    replacement: 'rbac.authorization.k8s.io/v1',
  },
  {
    apiVersion: 'scheduling.k8s.io/v1beta1',
    kinds: ['PriorityClass'],
    deprecatedIn: 14,
    removedIn: 22,
    replacement: 'scheduling.k8s.io/v1',
  },
  { apiVersion: 'storage.k8s.io/v1beta1', kinds: ['CSINode'], deprecatedIn: 17, removedIn: 22, replacement: 'storage.k8s.io/v1' },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'StorageClass', 'VolumeAttachment'],
    deprecatedIn: 19,
    removedIn: 22,
    replacement: 'storage.k8s.io/v1',
  },

  // Removed in 1.16: the server of 1.16 and 1.17 still had them, switched off.
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'],
    deprecatedIn: 8,
    removedIn: 16,
    replacement: 'apps/v1',
  },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['Scale'],
    deprecatedIn: 8,
    removedIn: 16,
    replacement: 'autoscaling/v1',
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['DeploymentRollback'], deprecatedIn: 8, removedIn: 16 },
  { apiVersion: 'extensions/v1beta1', kinds: ['NetworkPolicy'], deprecatedIn: 9, removedIn: 16, replacement: 'networking.k8s.io/v1' },
  { apiVersion: 'extensions/v1beta1', kinds: ['PodSecurityPolicy'], deprecatedIn: 11, removedIn: 16 },
  {
    apiVersion: 'apps/v1beta1',
    kinds: ['ControllerRevision', 'Deployment', 'StatefulSet'],
    deprecatedIn: 8,
    removedIn: 16,
    replacement: 'apps/v1',
  },
  { apiVersion: 'apps/v1beta1', kinds: ['Scale'], deprecatedIn: 8, removedIn: 16, replacement: 'autoscaling/v1' },
  { apiVersion: 'apps/v1beta1', kinds: ['DeploymentRollback'], deprecatedIn: 8, removedIn: 16 },
  {
    apiVersion: 'apps/v1beta2',
    kinds: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    deprecatedIn: 9,
    removedIn: 16,
    replacement: 'apps/v1',
  },
  { apiVersion: 'apps/v1beta2', kinds: ['Scale'], deprecatedIn: 9, removedIn: 16, replacement: 'autoscaling/v1' },

  // Removed before the records begin
  {
    apiVersion: 'batch/v2alpha1',
    kinds: ['ScheduledJob'],
    deprecatedIn: 5,
    removedIn: 8,
    replacement: { apiVersion: 'batch/v1', kind: 'CronJob' },
  },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['ThirdPartyResource'],
    deprecatedIn: 7,
    removedIn: 8,
    replacement: { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['Job'], deprecatedIn: 5, removedIn: 6, replacement: 'batch/v1' },
  {
    apiVersion: 'apps/v1alpha1',
    kinds: ['PetSet'],
    deprecatedIn: 5,
    removedIn: 5,
    replacement: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  },
]
