import { defineView } from '../../core/estate.ts'
import { isWithin, resourcesByType, shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { poolSubnetsOf } from './subnets.ts'
import { isNull } from './value/value.ts'

const networkType = 'Microsoft.Network/virtualNetworks'

/**
 * The id of the virtual network that a subnet stands in, by the id of the subnet; undefined where it cannot be compared with
 * others, because it is neither spelt out nor declared among what was scanned.
 */
export function networkOf(subnetId: string, resources: ResourcesByType): string | undefined {
  const spelt = /^(.+)\/subnets\/[^/]+$/.exec(subnetId)?.[1]
  if (spelt !== undefined) return isComparable(spelt, resources) ? spelt : undefined
  const subnet = resources.withId(subnetId, `${networkType}/subnets`)
  if (subnet === undefined) return undefined
  return resources.of(networkType).find((network) => isWithin(subnet, network))?.id
}

/** Whether an id of a network is spelt out, or that of one among what was scanned. */
export function isComparable(networkId: string, resources: ResourcesByType): boolean {
  return networkId.startsWith('/subscriptions/') || resources.withId(networkId, networkType) !== undefined
}

/** Finds the networks that nodes look names up in by the DNS of the platform, as far as they are known. */
export const nodeNetworks = defineView('azure-node-networks', (estate) => {
  const resources = estate.view(resourcesByType)
  const ofUnits = new Map<string, readonly AzureResource[]>()
  return {
    /** Those of the clusters that are deployed together with a resource. */
    beside(resource: AzureResource): readonly AzureResource[] {
      const units = resource.variants.map(({ unit }) => unit).join('\n')
      const known = ofUnits.get(units)
      if (known !== undefined) return known
      const clusters = resources.deployedWith(resource, 'Microsoft.ContainerService/managedClusters')
      const found = [...new Set(clusters.flatMap((cluster) => networksOfNodes(cluster, resources)))]
      ofUnits.set(units, found)
      return found
    },
  }
})

function networksOfNodes(cluster: AzureResource, resources: ResourcesByType): readonly AzureResource[] {
  const ids = new Set(poolSubnetsOf(cluster, resources).map(({ id }) => networkOf(id, resources)))
  const networks = [...ids].flatMap((id) => (id === undefined ? [] : (resources.withId(id, networkType) ?? [])))
  return networks.filter(usesPlatformNames)
}

/** Servers of one's own may know the zone by other ways. */
function usesPlatformNames(network: AzureResource): boolean {
  const servers = network.get('properties', 'dhcpOptions', 'dnsServers')
  return servers === undefined || isNull(servers) || (servers.kind === 'list' && servers.items.length === 0 && servers.open === undefined)
}

/** The ids of the networks that a zone is linked to; undefined among them stands for one that cannot be compared. */
export function linkedNetworks(links: readonly AzureResource[], resources: ResourcesByType): readonly (string | undefined)[] {
  return links.map((link) => {
    const id = shapeOf(link.get('properties', 'virtualNetwork', 'id'))
    return id !== undefined && isComparable(id, resources) ? id : undefined
  })
}
