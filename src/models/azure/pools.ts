import { defineView } from '../../core/estate.ts'
import { agentPool, managedCluster } from './kinds.ts'
import { resourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'

const poolType = 'Microsoft.ContainerService/managedClusters/agentPools'

/** The node pools of each cluster: those that it lists, and those that are resources of their own. */
export const nodePools = defineView('azure-node-pools', (estate) => {
  const clusters = estate.subjects(managedCluster)
  const resources = estate.view(resourcesByType)
  const owners = new Map(clusters.map((cluster) => [cluster.resource, cluster]))
  // Of several clusters that a pool may stand in, the first has it.
  for (const cluster of clusters.toReversed()) for (const pool of resources.within(cluster, poolType)) owners.set(pool.resource, cluster)
  const byCluster = Map.groupBy(estate.subjects(agentPool), ({ resource }) => owners.get(resource))
  return {
    of: (cluster: AzureResource): readonly AzureResource[] => byCluster.get(cluster) ?? [],
    /** The cluster that a pool belongs to, where it is in the scanned set. */
    clusterOf: (pool: AzureResource): AzureResource | undefined => owners.get(pool.resource),
  }
})
