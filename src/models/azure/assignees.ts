import { defineView } from '../../core/estate.ts'
import { controlPlaneIdentityIds, isControlPlaneOf, isKubeletOf, kubeletIdentityId, kubeletObjectId, principalOf } from './principals.ts'
import { readKey, readKeys, resourcesByType, shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import type { Value } from './value/value.ts'

/** Finds whom roles are assigned to, without a look at each assignment for each identity. */
export const assignees = defineView('azure-assignees', (estate) => {
  const resources = estate.view(resourcesByType)
  const identities = resources.of('Microsoft.ManagedIdentity/userAssignedIdentities')
  const clusters = resources.of('Microsoft.ContainerService/managedClusters')
  const index = new AssignmentIndex(resources.of('Microsoft.Authorization/roleAssignments'))
  const byId = Map.groupBy(identities, ({ id }) => id)
  const given = (ids: readonly (string | undefined)[]): readonly AzureResource[] =>
    ids.flatMap((id) => (id === undefined ? [] : (byId.get(id) ?? [])))
  const owners = new Set([...identities, ...clusters].map(readKey))
  const toKubelet = new Map<AzureResource, readonly AzureResource[]>()

  const ofKubelet = (cluster: AzureResource): readonly AzureResource[] => {
    const known = toKubelet.get(cluster)
    if (known !== undefined) return known
    const own = given([kubeletIdentityId(cluster)])
    const keys = [...keysOf(kubeletObjectId(cluster)), readKey(cluster), ...own.flatMap(keysOfIdentity)]
    const found = index.find(keys, (principal) => isKubeletOf(principal, cluster, own))
    toKubelet.set(cluster, found)
    return found
  }
  const ofControlPlane = (cluster: AzureResource): readonly AzureResource[] => {
    const own = given(controlPlaneIdentityIds(cluster))
    const keys = [...keysOf(cluster.get('identity', 'principalId')), readKey(cluster), ...own.flatMap(keysOfIdentity)]
    return index.find(keys, (principal) => isControlPlaneOf(principal, cluster, own))
  }
  let toKubelets: ReadonlySet<AzureResource> | undefined
  let toControlPlanes: ReadonlySet<AzureResource> | undefined
  return {
    /** The roles that are assigned to the identity of a cluster's nodes. */
    ofKubelet,
    isOfKubelet: (assignment: AzureResource): boolean => (toKubelets ??= new Set(clusters.flatMap(ofKubelet))).has(assignment),
    isOfControlPlane: (assignment: AzureResource): boolean =>
      (toControlPlanes ??= new Set(clusters.flatMap(ofControlPlane))).has(assignment),
    /** Whether nothing of the scanned set says whose principal it is. */
    isForeign: (principal: Value): boolean => principal.kind === 'unknown' && !readKeys(principal).some((key) => owners.has(key)),
  }
})

class AssignmentIndex {
  readonly #assignments: readonly AzureResource[]
  readonly #byKey = new Map<string, number[]>()

  constructor(assignments: readonly AzureResource[]) {
    this.#assignments = assignments
    for (const [position, assignment] of assignments.entries())
      for (const key of new Set(keysOf(principalOf(assignment)))) {
        const known = this.#byKey.get(key)
        if (known === undefined) this.#byKey.set(key, [position])
        else known.push(position)
      }
  }

  /** Those with any of these keys whose principal is the one that is meant, in order. */
  find(keys: readonly string[], isMeant: (principal: Value) => boolean): readonly AzureResource[] {
    const positions = [...new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []))].toSorted((a, b) => a - b)
    return positions
      .map((position) => this.#assignments[position]!)
      .filter((assignment) => {
        const principal = principalOf(assignment)
        return principal !== undefined && isMeant(principal)
      })
  }
}

/** What a principal is found by: what it says, and what it may be read from. */
export function keysOf(principal: Value | undefined): readonly string[] {
  const shape = shapeOf(principal)
  return [...(shape === undefined ? [] : [`says ${shape}`]), ...(principal?.kind === 'unknown' ? readKeys(principal) : [])]
}

/** What the principals of an identity are found by. */
export function keysOfIdentity(identity: AzureResource): readonly string[] {
  return [...keysOf(identity.get('properties', 'principalId')), readKey(identity)]
}
