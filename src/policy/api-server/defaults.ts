import { isMapping, type Untyped } from '../untyped.ts'

/** Kinds that live outside of namespaces, of those that policies are about. */
const clusterScoped = new Set([
  'APIService',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
])

/** Where pods find the token of their service account. */
const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/**
 * The object as policies see it in a cluster: the API server has put in a namespace and the defaults of the fields that
 * were left out, and the ServiceAccount admission plugin the mount of the token. The given object is not changed.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function withServerDefaults(object: Untyped): Untyped {
  const namespaced = withNamespace(object)
  if (object['kind'] === 'Service' && object['apiVersion'] === 'v1' && isMapping(object['spec']))
    return { ...namespaced, spec: withServiceDefaults(object['spec']) }
  if (object['kind'] !== 'Pod' || object['apiVersion'] !== 'v1' || !isMapping(object['spec'])) return namespaced
  return { ...namespaced, spec: withToken(withPodDefaults(object['spec'])) }
}

function withServiceDefaults(spec: Untyped): Untyped {
  const { ports } = spec
  const type = spec['type'] ?? 'ClusterIP'
  return {
    sessionAffinity: 'None',
    ...(type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster' }),
    ...(type === 'LoadBalancer' || type === 'NodePort' ? { externalTrafficPolicy: 'Cluster' } : {}),
    ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
    ...spec,
    type,
    ...(Array.isArray(ports) ? { ports: ports.map((port: unknown) => (isMapping(port) ? withServicePortDefaults(port) : port)) } : {}),
  }
}

function withServicePortDefaults(port: Untyped): Untyped {
  return { protocol: 'TCP', ...(port['targetPort'] === undefined ? { targetPort: port['port'] } : {}), ...port }
}

function withNamespace(object: Untyped): Untyped {
  const { kind, metadata } = object
  if (!isMapping(metadata) || metadata['namespace'] !== undefined || typeof kind !== 'string' || clusterScoped.has(kind)) return object
  return { ...object, metadata: { ...metadata, namespace: 'default' } }
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const

function mapContainers(spec: Untyped, change: (container: Untyped) => Untyped): Untyped {
  const lists = containerLists.flatMap((list) => {
    const containers = spec[list]
    return Array.isArray(containers)
      ? [[list, containers.map((container: unknown) => (isMapping(container) ? change(container) : container))] as const]
      : []
  })
  return { ...spec, ...Object.fromEntries(lists) }
}

function withPodDefaults(spec: Untyped): Untyped {
  const filled = {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    enableServiceLinks: true,
    securityContext: {},
    serviceAccountName: spec['serviceAccount'] ?? 'default',
    ...spec,
  }
  return mapContainers(filled, (container) => withContainerDefaults(container, spec['hostNetwork'] === true))
}

function withContainerDefaults(container: Untyped, hostNetwork: boolean): Untyped {
  const { ports, image } = container
  return {
    imagePullPolicy: pullPolicy(typeof image === 'string' ? image : ''),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...container,
    ...(Array.isArray(ports)
      ? { ports: ports.map((port: unknown) => (isMapping(port) ? withPortDefaults(port, hostNetwork) : port)) }
      : {}),
  }
}

/** Images without a tag, and those with the tag `latest`, are always pulled. */
function pullPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1)
  const isLatest = !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'))
  return isLatest ? 'Always' : 'IfNotPresent'
}

function withPortDefaults(port: Untyped, hostNetwork: boolean): Untyped {
  return { protocol: 'TCP', ...(hostNetwork && port['containerPort'] !== undefined ? { hostPort: port['containerPort'] } : {}), ...port }
}

/** The token is mounted unless the pod says that it should not be, or a container has something else at its place. */
function withToken(spec: Untyped): Untyped {
  if (spec['automountServiceAccountToken'] === false) return spec
  const volumes: readonly unknown[] = Array.isArray(spec['volumes']) ? spec['volumes'] : []
  const name = 'kube-api-access'
  let mounted = false
  const containers = mapContainers(spec, (container) => {
    const mounts: readonly unknown[] = Array.isArray(container['volumeMounts']) ? container['volumeMounts'] : []
    if (mounts.some((mount) => isMapping(mount) && mount['mountPath'] === tokenPath)) return container
    mounted = true
    return { ...container, volumeMounts: [...mounts, { name, mountPath: tokenPath, readOnly: true }] }
  })
  if (!mounted) return spec
  if (volumes.some((volume) => isMapping(volume) && volume['name'] === name)) return { ...containers, volumes }
  const token = { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }
  return { ...containers, volumes: [...volumes, { name, projected: { defaultMode: 420, sources: [token] } }] }
}
