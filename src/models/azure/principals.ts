import { isReadFrom, shapeOf, shapesAt } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { isText, type Value } from './value/value.ts'

/** The principal that a role is assigned to. */
export function principalOf(assignment: AzureResource): Value | undefined {
  return assignment.get('properties', 'principalId')
}

/** Whether a principal is that of a managed identity: read from it, or the one that the service says that it has. */
export function isPrincipalOf(principal: Value, identity: AzureResource): boolean {
  return principal.kind === 'unknown' ? isReadFrom(principal, identity) : isSameText(principal, identity.get('properties', 'principalId'))
}

const kubeletIdentity = ['properties', 'identityProfile', 'kubeletidentity'] as const

/** Whether a principal is the identity of a cluster's nodes: one that the service made, or one of `identities`, which it was given. */
export function isKubeletOf(principal: Value, cluster: AzureResource, identities: readonly AzureResource[]): boolean {
  const known = kubeletObjectId(cluster)
  if (isSameText(principal, known)) return true
  const shape = shapeOf(principal)
  if (principal.kind === 'unknown' && shape !== undefined) {
    if (shape === shapeOf(known) || (isReadFrom(principal, cluster) && /kubelet_?identity/.test(shape))) return true
  }
  return identities.some((identity) => isPrincipalOf(principal, identity))
}

/** The principal that the service says a cluster's nodes have. */
export function kubeletObjectId(cluster: AzureResource): Value | undefined {
  return cluster.get(...kubeletIdentity, 'objectId')
}

/** The id of the identity that a cluster's nodes were given, in lower case. */
export function kubeletIdentityId(cluster: AzureResource): string | undefined {
  return shapeOf(cluster.get(...kubeletIdentity, 'resourceId'))
}

/** Whether a principal is the identity of a cluster itself: one that the service made, or one of `identities`, which it was given. */
export function isControlPlaneOf(principal: Value, cluster: AzureResource, identities: readonly AzureResource[]): boolean {
  if (isSameText(principal, cluster.get('identity', 'principalId'))) return true
  const shape = shapeOf(principal)
  if (principal.kind === 'unknown' && shape !== undefined && isReadFrom(principal, cluster) && /\bidentity\b/.test(shape)) return true
  return identities.some((identity) => isPrincipalOf(principal, identity))
}

/** The ids of the identities that a cluster itself was given, in lower case. */
export function controlPlaneIdentityIds(cluster: AzureResource): readonly string[] {
  const given = cluster.get('identity', 'userAssignedIdentities')
  return given?.kind === 'dictionary'
    ? [...given.entries.keys()].map((id) => id.toLowerCase())
    : shapesAt(cluster, 'identity', 'identityIds')
}

function isSameText(a: Value, b: Value | undefined): boolean {
  return isText(a) && b !== undefined && isText(b) && a.value.toLowerCase() === b.value.toLowerCase()
}
