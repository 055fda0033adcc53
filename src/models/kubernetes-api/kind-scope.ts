/** The built-in kinds of a group, whichever version of it they are or were in. */
interface GroupKinds {
  readonly namespaced: readonly string[]
  readonly cluster: readonly string[]
}

/**
 * Every built-in kind since 1.11, by group: whether its objects live in a namespace or belong to the whole cluster.
 * It never changed for a kind, so versions do not matter.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const groups: Readonly<Record<string, GroupKinds>> = {
  '': {
    namespaced: [
      'Binding',
      'ConfigMap',
      'Endpoints',
      'EphemeralContainers',
      'Event',
      'LimitRange',
      'PersistentVolumeClaim',
      'Pod',
      'PodTemplate',
      'ReplicationController',
      'ResourceQuota',
      'Secret',
      'Service',
      'ServiceAccount',
    ],
    cluster: ['ComponentStatus', 'Namespace', 'Node', 'PersistentVolume'],
  },
  'admissionregistration.k8s.io': {
    namespaced: [],
    cluster: [
      'InitializerConfiguration',
      'MutatingAdmissionPolicy',
      'MutatingAdmissionPolicyBinding',
      'MutatingWebhookConfiguration',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
      'ValidatingWebhookConfiguration',
    ],
  },
  'apiextensions.k8s.io': { namespaced: [], cluster: ['CustomResourceDefinition'] },
  'apiregistration.k8s.io': { namespaced: [], cluster: ['APIService'] },
  apps: {
    namespaced: ['ControllerRevision', 'DaemonSet', 'Deployment', 'DeploymentRollback', 'PetSet', 'ReplicaSet', 'Scale', 'StatefulSet'],
    cluster: [],
  },
  'auditregistration.k8s.io': { namespaced: [], cluster: ['AuditSink'] },
  'authentication.k8s.io': { namespaced: ['TokenRequest'], cluster: ['SelfSubjectReview', 'TokenReview'] },
  'authorization.k8s.io': {
    namespaced: ['LocalSubjectAccessReview'],
    cluster: ['SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
  },
  autoscaling: { namespaced: ['HorizontalPodAutoscaler', 'Scale'], cluster: [] },
  batch: { namespaced: ['CronJob', 'Job', 'ScheduledJob'], cluster: [] },
  'certificates.k8s.io': { namespaced: ['PodCertificateRequest'], cluster: ['CertificateSigningRequest', 'ClusterTrustBundle'] },
  'coordination.k8s.io': { namespaced: ['Lease', 'LeaseCandidate'], cluster: [] },
  'discovery.k8s.io': { namespaced: ['EndpointSlice'], cluster: [] },
  'events.k8s.io': { namespaced: ['Event'], cluster: [] },
  extensions: {
    namespaced: ['DaemonSet', 'Deployment', 'DeploymentRollback', 'Ingress', 'Job', 'NetworkPolicy', 'ReplicaSet', 'Scale'],
    cluster: ['PodSecurityPolicy', 'ThirdPartyResource'],
  },
  'flowcontrol.apiserver.k8s.io': { namespaced: [], cluster: ['FlowSchema', 'PriorityLevelConfiguration'] },
  'internal.apiserver.k8s.io': { namespaced: [], cluster: ['StorageVersion'] },
  'lifecycle.k8s.io': { namespaced: ['Eviction', 'EvictionRequest'], cluster: [] },
  'networking.k8s.io': { namespaced: ['Ingress', 'NetworkPolicy'], cluster: ['ClusterCIDR', 'IPAddress', 'IngressClass', 'ServiceCIDR'] },
  'node.k8s.io': { namespaced: [], cluster: ['RuntimeClass'] },
  policy: { namespaced: ['Eviction', 'PodDisruptionBudget'], cluster: ['PodSecurityPolicy'] },
  'rbac.authorization.k8s.io': { namespaced: ['Role', 'RoleBinding'], cluster: ['ClusterRole', 'ClusterRoleBinding'] },
  'resource.k8s.io': {
    namespaced: [
      'PodScheduling',
      'PodSchedulingContext',
      'ResourceClaim',
      'ResourceClaimParameters',
      'ResourceClaimTemplate',
      'ResourceClassParameters',
    ],
    cluster: ['DeviceClass', 'DeviceTaintRule', 'ResourceClass', 'ResourcePoolStatusRequest', 'ResourceSlice'],
  },
  'scheduling.k8s.io': { namespaced: ['CompositePodGroup', 'PodGroup', 'Workload'], cluster: ['PriorityClass'] },
  'settings.k8s.io': { namespaced: ['PodPreset'], cluster: [] },
  'storage.k8s.io': {
    namespaced: ['CSIStorageCapacity'],
    cluster: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  },
  'storagemigration.k8s.io': { namespaced: [], cluster: ['StorageVersionMigration'] },
}

/** `apps` of `apps/v1`; the core group is the empty string. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash === -1 ? '' : apiVersion.slice(0, slash)
}

/**
 * Whether objects of a built-in kind live in a namespace; undefined for a kind that is not built in. Which versions
 * serve the kind does not matter. Reads no recorded data, so it may be asked of every object.
 */
export function isNamespaced(apiVersion: string, kind: string): boolean | undefined {
  const group = groupOf(apiVersion)
  const kinds = Object.hasOwn(groups, group) ? groups[group]! : undefined
  if (kinds === undefined) return undefined
  if (kinds.namespaced.includes(kind)) return true
  return kinds.cluster.includes(kind) ? false : undefined
}

/** Whether the group is one of Kubernetes' own, so that only Kubernetes defines kinds in it. */
export function isBuiltInGroup(apiVersion: string): boolean {
  return Object.hasOwn(groups, groupOf(apiVersion))
}
