import { shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { truthOf } from './value/truth.ts'
import type { Unknown } from './value/value.ts'

/** Whether the API server of a cluster has an address in the network only; an unknown where that hangs on one. */
export function isPrivateCluster(cluster: AzureResource): boolean | Unknown {
  const access = cluster.get('properties', 'publicNetworkAccess')
  if (shapeOf(access) === 'disabled') return true
  const value = cluster.get('properties', 'apiServerAccessProfile', 'enablePrivateCluster')
  if (truthOf(value) === true) return true
  return value?.kind === 'unknown' ? value : access?.kind === 'unknown' ? access : false
}

/** The name of the resource group that the service keeps the nodes in, in lower case, where it is said. */
export function nodeResourceGroupOf(cluster: AzureResource): string | undefined {
  return shapeOf(cluster.get('properties', 'nodeResourceGroup'))
}
