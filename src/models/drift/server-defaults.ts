import type { Path } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import { isObject, stringAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import { groupKindOf } from '../kubernetes/made-objects.ts'
import { podShapes } from '../workload/pod-shapes.ts'

/**
 * What the API server writes into a field that nobody set, by the way to the field; `*` stands for an item of a list.
 * A function says whether a value is such a one. `whatever` is for fields that the server or a controller fills in itself.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/master/pkg/apis (the files `defaults.go`)
 */
type Default = string | number | boolean | typeof whatever | ((value: unknown, held: Surroundings) => boolean)

/** What stands around a field in the live object. */
interface Surroundings {
  readonly object: JsonObject
  /** What the parent of the field holds. */
  readonly parent: unknown
  readonly path: Path
}

const whatever = Symbol('whatever')
type Defaults = Readonly<Record<string, Default>>

/** Images without a tag, and those with the tag `latest`, are always pulled. */
function isDefaultPull(policy: unknown, { parent }: Surroundings): boolean {
  const image = stringAt(parent, ['image']) ?? ''
  const name = image.slice(image.lastIndexOf('/') + 1)
  const isLatest = !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'))
  return policy === (isLatest ? 'Always' : 'IfNotPresent')
}

function isLimit(value: unknown, { object, path }: Surroundings): boolean {
  const limit = [...path.slice(0, -2), 'limits', path.at(-1)!]
  return isSameValue(value, valueAt(object, limit))
}

function isTokenMount(mount: unknown): boolean {
  return stringAt(mount, ['mountPath']) === '/var/run/secrets/kubernetes.io/serviceaccount'
}

const probe: Defaults = {
  failureThreshold: 3,
  'grpc.service': '',
  'httpGet.path': '/',
  'httpGet.scheme': 'HTTP',
  periodSeconds: 10,
  successThreshold: 1,
  timeoutSeconds: 1,
}

const container: Defaults = {
  'env.*.valueFrom.fieldRef.apiVersion': 'v1',
  imagePullPolicy: isDefaultPull,
  'lifecycle.postStart.httpGet.scheme': 'HTTP',
  'lifecycle.preStop.httpGet.scheme': 'HTTP',
  ...under('livenessProbe', probe),
  'ports.*.hostPort': (port, { object, parent, path }) =>
    valueAt(object, [...path.slice(0, path.lastIndexOf('ports') - 2), 'hostNetwork']) === true &&
    port === valueAt(parent, ['containerPort']),
  'ports.*.protocol': 'TCP',
  ...under('readinessProbe', probe),
  'resources.requests.*': isLimit,
  'securityContext.procMount': 'Default',
  ...under('startupProbe', probe),
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
}

const claim: Defaults = { 'spec.volumeMode': 'Filesystem', 'spec.storageClassName': whatever, 'spec.volumeName': whatever }

const podSpec: Defaults = {
  ...under('containers.*', container),
  ...under('initContainers.*', container),
  dnsPolicy: 'ClusterFirst',
  enableServiceLinks: true,
  preemptionPolicy: 'PreemptLowerPriority',
  priority: whatever,
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  // The old name of the field, which the server keeps beside the new one.
  serviceAccount: (name, { parent }) => name === valueAt(parent, ['serviceAccountName']),
  serviceAccountName: (name, { parent }) => name === 'default' || name === valueAt(parent, ['serviceAccount']),
  terminationGracePeriodSeconds: 30,
  'volumes.*.azureDisk.cachingMode': 'ReadWrite',
  'volumes.*.azureDisk.fsType': 'ext4',
  'volumes.*.azureDisk.kind': 'Shared',
  'volumes.*.configMap.defaultMode': 420,
  'volumes.*.downwardAPI.defaultMode': 420,
  'volumes.*.downwardAPI.items.*.fieldRef.apiVersion': 'v1',
  ...under('volumes.*.ephemeral.volumeClaimTemplate', claim),
  'volumes.*.image.pullPolicy': whatever,
  'volumes.*.projected.defaultMode': 420,
  'volumes.*.projected.sources.*.downwardAPI.items.*.fieldRef.apiVersion': 'v1',
  'volumes.*.projected.sources.*.serviceAccountToken.expirationSeconds': 3600,
  'volumes.*.secret.defaultMode': 420,
}

const webhook: Defaults = {
  'clientConfig.caBundle': whatever,
  'clientConfig.service.port': 443,
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  reinvocationPolicy: 'Never',
  'rules.*.scope': '*',
  timeoutSeconds: 10,
}

const resourceRules: Defaults = { matchPolicy: 'Equivalent', 'resourceRules.*.scope': '*', 'excludeResourceRules.*.scope': '*' }

const rbacGroup = 'rbac.authorization.k8s.io'
const binding: Defaults = { 'roleRef.apiGroup': rbacGroup, 'subjects.*.apiGroup': rbacGroup }

/** Without the pod in it: that is the same for all. */
const byKind: Readonly<Record<string, Defaults>> = {
  CustomResourceDefinition: {},
  LimitRange: { 'spec.limits.*.default.*': whatever, 'spec.limits.*.defaultRequest.*': whatever },
  Namespace: { 'spec.finalizers': whatever },
  Node: { spec: whatever },
  PersistentVolume: { 'spec.claimRef': whatever, 'spec.persistentVolumeReclaimPolicy': 'Retain', 'spec.volumeMode': 'Filesystem' },
  PersistentVolumeClaim: claim,
  Pod: {
    'spec.containers.*.volumeMounts.*': isTokenMount,
    'spec.initContainers.*.volumeMounts.*': isTokenMount,
    'spec.nodeName': whatever,
    'spec.tolerations': whatever,
    'spec.volumes.*': (volume) => (stringAt(volume, ['name']) ?? '').startsWith('kube-api-access-'),
  },
  ReplicationController: { 'spec.replicas': 1, 'spec.selector': whatever },
  Secret: { type: 'Opaque' },
  Service: {
    'spec.allocateLoadBalancerNodePorts': true,
    'spec.clusterIP': whatever,
    'spec.clusterIPs': whatever,
    'spec.externalTrafficPolicy': 'Cluster',
    'spec.healthCheckNodePort': whatever,
    'spec.internalTrafficPolicy': 'Cluster',
    'spec.ipFamilies': whatever,
    'spec.ipFamilyPolicy': whatever,
    'spec.ports.*.nodePort': whatever,
    'spec.ports.*.protocol': 'TCP',
    'spec.ports.*.targetPort': (target, { parent }) => target === valueAt(parent, ['port']),
    'spec.sessionAffinity': 'None',
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds': 10_800,
    'spec.type': 'ClusterIP',
  },
  ServiceAccount: { secrets: whatever },
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': under('webhooks.*', webhook),
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': {
    'spec.failurePolicy': 'Fail',
    ...under('spec.matchConstraints', resourceRules),
  },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': under('spec.matchResources', resourceRules),
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': under('webhooks.*', webhook),
  'apiregistration.k8s.io/APIService': { 'spec.service.port': 443 },
  'apps/DaemonSet': {
    'spec.revisionHistoryLimit': 10,
    'spec.updateStrategy.rollingUpdate.maxSurge': 0,
    'spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
    'spec.updateStrategy.type': 'RollingUpdate',
  },
  'apps/Deployment': {
    'spec.progressDeadlineSeconds': 600,
    'spec.replicas': 1,
    'spec.revisionHistoryLimit': 10,
    'spec.strategy.rollingUpdate.maxSurge': '25%',
    'spec.strategy.rollingUpdate.maxUnavailable': '25%',
    'spec.strategy.type': 'RollingUpdate',
  },
  'apps/ReplicaSet': { 'spec.replicas': 1 },
  'apps/StatefulSet': {
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Retain',
    'spec.podManagementPolicy': 'OrderedReady',
    'spec.replicas': 1,
    'spec.revisionHistoryLimit': 10,
    'spec.updateStrategy.rollingUpdate.partition': 0,
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.volumeClaimTemplates.*.apiVersion': 'v1',
    'spec.volumeClaimTemplates.*.kind': 'PersistentVolumeClaim',
    'spec.volumeClaimTemplates.*.status': whatever,
    ...under('spec.volumeClaimTemplates.*', claim),
  },
  'autoscaling/HorizontalPodAutoscaler': { 'spec.behavior': whatever, 'spec.metrics': whatever, 'spec.minReplicas': 1 },
  'batch/CronJob': {
    'spec.concurrencyPolicy': 'Allow',
    'spec.failedJobsHistoryLimit': 1,
    'spec.successfulJobsHistoryLimit': 3,
    'spec.suspend': false,
  },
  'batch/Job': {
    'spec.backoffLimit': 6,
    'spec.completionMode': 'NonIndexed',
    'spec.completions': 1,
    'spec.manualSelector': whatever,
    'spec.parallelism': 1,
    'spec.podReplacementPolicy': 'TerminatingOrFailed',
    'spec.selector': whatever,
    'spec.suspend': false,
    'spec.template.metadata': whatever,
  },
  'networking.k8s.io/Ingress': { 'spec.ingressClassName': whatever },
  'networking.k8s.io/NetworkPolicy': {
    'spec.egress.*.ports.*.protocol': 'TCP',
    'spec.ingress.*.ports.*.protocol': 'TCP',
    // Egress is taken for meant where rules for it are there.
    'spec.policyTypes': (types, { parent }) =>
      isSameValue(types, valueAt(parent, ['egress']) === undefined ? ['Ingress'] : ['Ingress', 'Egress']),
  },
  'rbac.authorization.k8s.io/ClusterRole': {},
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'scheduling.k8s.io/PriorityClass': { preemptionPolicy: 'PreemptLowerPriority' },
  'storage.k8s.io/CSIDriver': {
    'spec.attachRequired': true,
    'spec.fsGroupPolicy': 'ReadWriteOnceWithFSType',
    'spec.volumeLifecycleModes': whatever,
  },
  'storage.k8s.io/StorageClass': { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
}

function under(prefix: string, defaults: Defaults): Defaults {
  return Object.fromEntries(Object.entries(defaults).map(([path, value]) => [`${prefix}.${path}`, value]))
}

const known = new Map<string, Defaults>()

function defaultsOf(groupKind: string): Defaults {
  let defaults = known.get(groupKind)
  if (defaults === undefined) {
    const shape = podShapes.find(({ kind }) => kind === groupKind)
    const ofPods = shape === undefined ? {} : under(shape.spec.join('.'), podSpec)
    known.set(groupKind, (defaults = { ...ofPods, ...byKind[groupKind] }))
  }
  return defaults
}

/**
 * Whether what stands at a path of a live object is there without anybody having declared it: a default of the API server,
 * or what the server and its controllers fill in. A mapping is, when everything in it is.
 */
export function isOfServer(object: JsonObject, path: Path, value: unknown): boolean {
  const defaults = defaultsOf(groupKindOf(object))
  const holds = (at: Path, held: unknown): boolean => {
    const expected = lookUp(defaults, at)
    if (expected !== undefined && matches(expected, held, { object, parent: valueAt(object, at.slice(0, -1)), path: at })) return true
    if (Array.isArray(held)) return held.every((item, index) => holds([...at, index], item))
    if (!isObject(held)) return isEmpty(held)
    return Object.entries(held).every(([key, inner]) => holds([...at, key], inner))
  }
  return holds(path, value)
}

function lookUp(defaults: Defaults, path: Path): Default | undefined {
  const pattern = path.map((step) => (typeof step === 'number' ? '*' : step))
  const exact = pattern.join('.')
  if (Object.hasOwn(defaults, exact)) return defaults[exact]
  const anyKey = [...pattern.slice(0, -1), '*'].join('.')
  return Object.hasOwn(defaults, anyKey) ? defaults[anyKey] : undefined
}

function matches(expected: Default, value: unknown, held: Surroundings): boolean {
  if (expected === whatever) return true
  return typeof expected === 'function' ? expected(value, held) : expected === value
}

/** What says the same as a field that is not there. Not so 0: that is root where it is a user. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isObject(value) && Object.keys(value).length === 0
}
