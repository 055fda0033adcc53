import type { JsonValue } from '../../../core/edit.ts'
import type { Method } from '../../network/exchange.ts'

type JsonMembers = Readonly<Record<string, JsonValue>>

/** What is asked for because of what a cluster says of itself. */
export interface FollowUp {
  readonly path: string
  readonly apiVersion: string
  readonly method?: Method
}

const policyVersion = '2024-10-01'
const aksVersion = '2026-05-01'
const computeVersion = '2025-04-01'

/**
 * What a cluster's own answer leads to: what Azure Policy found in it, of each pool the image that it could run, and of the
 * cluster's region the versions of Kubernetes that are offered there and how much of the quota is used.
 *
 * @param root the subscription's path
 */
export function followUpsOf(cluster: JsonValue, root: string): readonly FollowUp[] {
  if (!isMembers(cluster)) return []
  const { id, location } = cluster
  const { properties } = cluster
  const pools = isMembers(properties) && Array.isArray(properties['agentPoolProfiles']) ? properties['agentPoolProfiles'] : []
  const ofPools = pools.flatMap((pool: JsonValue) =>
    typeof id === 'string' && isMembers(pool) && isName(pool['name'])
      ? [{ path: `${id}/agentPools/${pool['name']}/upgradeProfiles/default`, apiVersion: aksVersion }]
      : [],
  )
  const ofPolicy: readonly FollowUp[] =
    typeof id === 'string'
      ? [{ path: `${id}/providers/Microsoft.PolicyInsights/policyStates/latest/summarize`, apiVersion: policyVersion, method: 'POST' }]
      : []
  if (!isName(location)) return [...ofPools, ...ofPolicy]
  return [
    ...ofPools,
    ...ofPolicy,
    { path: `${root}/providers/Microsoft.ContainerService/locations/${location}/kubernetesVersions`, apiVersion: aksVersion },
    { path: `${root}/providers/Microsoft.Compute/locations/${location}/usages`, apiVersion: computeVersion },
  ]
}

/** An answer that has no id, as one that has: its place is its path. */
export function withId(path: string, items: readonly JsonValue[]): readonly JsonValue[] {
  const [only] = items
  if (items.length === 1 && isMembers(only) && typeof only['id'] === 'string') return items
  const name = path.slice(path.lastIndexOf('/') + 1)
  const properties: JsonValue = items.length === 1 && isMembers(only) && !('name' in only) ? only : { values: [...items] }
  return [{ id: path, name, properties }]
}

function isMembers(value: JsonValue | undefined): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A name goes into a path, so it may hold nothing that leads elsewhere. */
function isName(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9-]{1,90}$/.test(value)
}
