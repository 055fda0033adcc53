/** How a list is merged with another one: item by item by the fields that identify an item, as a set, or not at all. */
export type ListMerging = { readonly by: 'keys'; readonly keys: readonly string[] } | { readonly by: 'value' } | { readonly by: 'nothing' }

/** Lists of the API whose items are known by fields of theirs, as `Type.field`, by the names of these fields. */
const keyed: Readonly<Record<string, string>> = {
  name: `Container.env EphemeralContainer.env MutatingAdmissionPolicySpec.matchConditions MutatingWebhook.matchConditions
    MutatingWebhookConfiguration.webhooks PodSpec.containers PodSpec.ephemeralContainers PodSpec.imagePullSecrets
    PodSpec.initContainers PodSpec.resourceClaims PodSpec.schedulingGates PodSpec.volumes ResourceRequirements.claims
    ServiceAccount.secrets ValidatingAdmissionPolicySpec.matchConditions ValidatingAdmissionPolicySpec.variables
    ValidatingWebhook.matchConditions ValidatingWebhookConfiguration.webhooks CSINodeSpec.drivers`,
  type: `DaemonSetStatus.conditions DeploymentStatus.conditions NamespaceStatus.conditions NodeStatus.addresses NodeStatus.conditions
    PodStatus.conditions ReplicaSetStatus.conditions ServiceStatus.conditions StatefulSetStatus.conditions`,
  'containerPort protocol': 'Container.ports EphemeralContainer.ports',
  'port protocol': 'ServiceSpec.ports',
  devicePath: 'Container.volumeDevices EphemeralContainer.volumeDevices',
  mountPath: 'Container.volumeMounts EphemeralContainer.volumeMounts',
  ip: 'PodSpec.hostAliases PodStatus.podIPs',
  'topologyKey whenUnsatisfiable': 'PodSpec.topologySpreadConstraints',
  uid: 'ObjectMeta.ownerReferences ResourceClaimStatus.reservedFor',
}

const sets: ReadonlySet<string> = new Set([
  'CSIDriverSpec.volumeLifecycleModes',
  'NodeSpec.podCIDRs',
  'ObjectMeta.finalizers',
  'ValidatingAdmissionPolicyBindingSpec.validationActions',
])

/** Types that are taken or left as a whole. */
const atomicTypes: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector',
  'CrossVersionObjectReference',
  'EndpointAddress',
  'EndpointPort',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'MatchResources',
  'NamedRuleWithOperations',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ParamKind',
  'ParamRef',
  'ResourceFieldSelector',
  'RoleRef',
  'ScopeSelector',
  'SecretKeySelector',
  'SecretReference',
  'ServiceBackendPort',
  'Subject',
  'TopologySelectorTerm',
  'TypedLocalObjectReference',
  'Variable',
])

const atomicMaps: ReadonlySet<string> = new Set([
  'PodSpec.nodeSelector',
  'ReplicationControllerSpec.selector',
  'Scheduling.nodeSelector',
  'ServiceSpec.selector',
])

const keysOf: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(keyed).flatMap(([keys, fields]) => fields.split(/\s+/).map((field) => [field, keys.split(' ')] as const)),
)

/** What stands for a key that an item leaves out. */
export const mergeKeyDefaults: Readonly<Record<string, string>> = { protocol: 'TCP' }

/**
 * How server-side apply merges a list of the built-in types.
 *
 * @param type the name of the type that has the field, such as `PodSpec`
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function listMerging(type: string, field: string): ListMerging {
  const keys = keysOf.get(`${type}.${field}`)
  if (keys !== undefined) return { by: 'keys', keys }
  return { by: sets.has(`${type}.${field}`) ? 'value' : 'nothing' }
}

/** Whether server-side apply takes values of the type as a whole. */
export function isAtomicType(type: string): boolean {
  return atomicTypes.has(type)
}

/** The same for a mapping with free keys. */
export function isAtomicMap(type: string, field: string): boolean {
  return atomicMaps.has(`${type}.${field}`)
}
