import { defineView } from '../../core/estate.ts'
import { agentPool, managedCluster } from './kinds.ts'
import { isWithin, resourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'

const poolType = 'Microsoft.ContainerService/managedClusters/agentPools'

/** The node pools of each cluster: those that it lists, and those that are resources of their own. */
export const nodePools = defineView('azure-node-pools', (estate) => {
  const clusters = estate.subjects(managedCluster)
  const children = estate.view(resourcesByType).of(poolType)
  const owners = new Map(clusters.map((cluster) => [cluster.resource, cluster]))
  for (const pool of children) {
    const owner = clusters.find((cluster) => isWithin(pool, cluster))
    if (owner !== undefined) owners.set(pool.resource, owner)
  }
  const byCluster = Map.groupBy(estate.subjects(agentPool), ({ resource }) => owners.get(resource))
  return {
    of: (cluster: AzureResource): readonly AzureResource[] => byCluster.get(cluster) ?? [],
    /** The cluster that a pool belongs to, where it is in the scanned set. */
    clusterOf: (pool: AzureResource): AzureResource | undefined => owners.get(pool.resource),
  }
})
