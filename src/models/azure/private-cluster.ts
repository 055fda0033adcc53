import type { AzureResource } from './resource.ts'

/** Whether the API server of a cluster has a private address only. A flag that is not known counts as set. */
export function isPrivateCluster(cluster: AzureResource): boolean {
  const flag = cluster.get('properties', 'apiServerAccessProfile', 'enablePrivateCluster')
  return flag !== undefined && (flag.kind !== 'scalar' || flag.value === true)
}
