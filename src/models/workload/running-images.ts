import { listAt, stringAt, type JsonObject } from '../kubernetes/json.ts'
import { controllerOf } from '../kubernetes/made-objects.ts'

/** A workload that runs an image in a container. */
export interface ImageUser {
  readonly namespace: string
  readonly kind: string
  readonly name: string
  readonly container: string
}

/** An image of running pods. */
export interface RunningImage {
  /** As the pods name it. */
  readonly reference: string
  /** What the nodes have pulled, `sha256:…`; several where a tag has moved while pods ran. */
  readonly digests: readonly string[]
  readonly usedBy: readonly ImageUser[]
}

/**
 * The images that pods of a cluster run, by reference, each once with everybody who uses it. Users are the outermost owners
 * of the pods among the objects: the Deployment and not its ReplicaSet.
 */
export function runningImages(objects: readonly JsonObject[]): readonly RunningImage[] {
  const byUid = new Map(objects.flatMap((object) => (uidOf(object) === undefined ? [] : [[uidOf(object)!, object] as const])))
  const images = new Map<string, { digests: Set<string>; usedBy: Map<string, ImageUser> }>()
  for (const pod of objects) {
    if (pod['kind'] !== 'Pod' || pod['apiVersion'] !== 'v1') continue
    const owner = outermostOwner(pod, byUid)
    for (const { name, image, digest } of containersOf(pod)) {
      const entry = images.get(image) ?? { digests: new Set(), usedBy: new Map() }
      images.set(image, entry)
      if (digest !== undefined) entry.digests.add(digest)
      const user = { namespace: stringAt(pod, ['metadata', 'namespace']) ?? '', ...owner, container: name }
      entry.usedBy.set([user.namespace, user.kind, user.name, name].join('/'), user)
    }
  }
  return [...images]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reference, { digests, usedBy }]) => ({
      reference,
      digests: [...digests].toSorted(),
      usedBy: [...usedBy].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user),
    }))
}

function uidOf(object: JsonObject): string | undefined {
  return stringAt(object, ['metadata', 'uid'])
}

function outermostOwner(pod: JsonObject, byUid: ReadonlyMap<string, JsonObject>): Pick<ImageUser, 'kind' | 'name'> {
  let known = { kind: 'Pod', name: stringAt(pod, ['metadata', 'name']) ?? '' }
  let current: JsonObject | undefined = pod
  // Owners cannot go in circles in a real cluster; a recording could.
  for (let step = 0; current !== undefined && step < 10; step++) {
    const owner = controllerOf(current)
    if (owner === undefined || owner.kind === 'Node') break
    known = { kind: owner.kind, name: owner.name }
    current = byUid.get(owner.uid)
  }
  return known
}

function containersOf(pod: JsonObject): readonly { readonly name: string; readonly image: string; readonly digest: string | undefined }[] {
  const lists = [
    ['containers', 'containerStatuses'],
    ['initContainers', 'initContainerStatuses'],
    ['ephemeralContainers', 'ephemeralContainerStatuses'],
  ] as const
  return lists.flatMap(([list, statuses]) =>
    listAt(pod, ['spec', list]).flatMap((container) => {
      const [name, image] = [stringAt(container, ['name']), stringAt(container, ['image'])]
      if (name === undefined || image === undefined) return []
      const status = listAt(pod, ['status', statuses]).find((one) => stringAt(one, ['name']) === name)
      const digest = /sha256:[0-9a-f]{64}/.exec(stringAt(status, ['imageID']) ?? '')?.[0]
      return [{ name, image, digest }]
    }),
  )
}
