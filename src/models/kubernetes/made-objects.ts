import type { Path } from '../../core/location.ts'
import { podShapes, type PodShape } from '../workload/pod-shapes.ts'
import { isObject, listAt, stringAt, stringMapAt, type JsonObject } from './json.ts'

/** `apps/Deployment`; a bare `Pod` for the core group. */
export function groupKindOf(object: JsonObject): string {
  const apiVersion = stringAt(object, ['apiVersion']) ?? ''
  const slash = apiVersion.indexOf('/')
  const kind = stringAt(object, ['kind']) ?? ''
  return slash === -1 ? kind : `${apiVersion.slice(0, slash)}/${kind}`
}

/** The object that made this one and keeps it as it should be, where there is one. */
export function controllerOf(object: JsonObject): { readonly uid: string; readonly kind: string; readonly name: string } | undefined {
  const reference = listAt(object, ['metadata', 'ownerReferences']).find((owner) => isObject(owner) && owner['controller'] === true)
  const [uid, kind, name] = [stringAt(reference, ['uid']), stringAt(reference, ['kind']), stringAt(reference, ['name'])]
  return uid === undefined || kind === undefined || name === undefined ? undefined : { uid, kind, name }
}

/**
 * The objects without those that a workload among them makes: the pods of a ReplicaSet, the ReplicaSets of a Deployment,
 * the Jobs of a CronJob. What is wrong with them is wrong with the workload, and is put right there.
 */
export function withoutMade(objects: readonly JsonObject[], extraShapes: readonly PodShape[] = []): readonly JsonObject[] {
  const kinds = new Set([...podShapes, ...extraShapes].map(({ kind }) => kind))
  const workloads = new Set(
    objects.filter((object) => kinds.has(groupKindOf(object))).flatMap((object) => stringAt(object, ['metadata', 'uid']) ?? []),
  )
  return objects.filter((object) => {
    const owner = controllerOf(object)
    return owner === undefined || !workloads.has(owner.uid)
  })
}

/** A pod that a workload makes, with the containers in it that the workload does not ask for. */
export interface ChangedPod {
  readonly pod: JsonObject
  /** The workload that makes it, and what makes that, as far as it is known. */
  readonly makers: readonly JsonObject[]
  /** Where the containers are in the pod. */
  readonly containers: readonly Path[]
}

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const

/**
 * The pods in which there is more than their workload says: sidecars that a webhook put in, containers that somebody added
 * to look around. Pods of one workload have mostly the same ones, so that each is given once for a workload.
 */
export function changedPods(objects: readonly JsonObject[]): readonly ChangedPod[] {
  // Kinds with containers at places of their own, such as workflows, make pods that are not copies of a template.
  const templates = new Map(podShapes.flatMap(({ kind, spec, containers }) => (containers === undefined ? [[kind, spec] as const] : [])))
  const byUid = new Map(objects.map((object) => [stringAt(object, ['metadata', 'uid']), object]))
  const seen = new Set<string>()
  return objects.flatMap((pod): readonly ChangedPod[] => {
    if (groupKindOf(pod) !== 'Pod') return []
    const makers = makersOf(pod, byUid)
    const [workload] = makers
    const template = workload === undefined ? undefined : templates.get(groupKindOf(workload))
    if (workload === undefined || template === undefined) return []
    const containers = containerLists.flatMap((list) => {
      const asked = new Set(listAt(workload, [...template, list]).map((container) => stringAt(container, ['name'])))
      return listAt(pod, ['spec', list]).flatMap((container, index): readonly Path[] => {
        const name = stringAt(container, ['name'])
        const identity = JSON.stringify([stringAt(workload, ['metadata', 'uid']), list, name, stringAt(container, ['image'])])
        if (asked.has(name) || seen.has(identity)) return []
        seen.add(identity)
        return [['spec', list, index]]
      })
    })
    return containers.length === 0 ? [] : [{ pod, makers, containers }]
  })
}

function makersOf(object: JsonObject, byUid: ReadonlyMap<string | undefined, JsonObject>): readonly JsonObject[] {
  const makers: JsonObject[] = []
  for (let maker = makerOf(object, byUid); maker !== undefined && !makers.includes(maker); maker = makerOf(maker, byUid)) makers.push(maker)
  return makers
}

function makerOf(object: JsonObject, byUid: ReadonlyMap<string | undefined, JsonObject>): JsonObject | undefined {
  const owner = controllerOf(object)
  return owner === undefined ? undefined : byUid.get(owner.uid)
}

const platformNamespaces: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease'])

/**
 * Whether the platform itself makes an object and puts it back when somebody changes it: the API server its first roles,
 * controllers their ConfigMaps, AKS its add-ons. Nobody who runs the cluster can put right what is wrong with it.
 */
export function isOfPlatform(object: JsonObject): boolean {
  const labels = stringMapAt(object, ['metadata', 'labels'])
  if (labels['kubernetes.io/bootstrapping'] !== undefined) return true
  if (labels['addonmanager.kubernetes.io/mode'] !== undefined || labels['kubernetes.azure.com/managedby'] === 'aks') return true
  const [kind, name] = [groupKindOf(object), stringAt(object, ['metadata', 'name']) ?? '']
  const namespace = stringAt(object, ['metadata', 'namespace'])
  if (kind === 'Namespace') return platformNamespaces.has(name)
  if (kind === 'ConfigMap')
    return name === 'kube-root-ca.crt' || (namespace === 'kube-system' && name === 'extension-apiserver-authentication')
  if (kind === 'Service') return namespace === 'default' && name === 'kubernetes'
  return kind === 'ServiceAccount' && name === 'default' && namespace !== undefined && platformNamespaces.has(namespace)
}
