import { defineView } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { resourcesByType, shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { isText, valueAt, type Unknown, type Value } from './value/value.ts'

/** All that is said of one subnet: by the network, by the subnet itself, and by associations. */
export class Subnet {
  readonly #parts: readonly Value[]

  constructor(parts: readonly Value[]) {
    this.#parts = parts
  }

  /** The value that any of the parts has at `path` below `properties`. */
  get(...path: Path): Value | undefined {
    for (const part of this.#parts) {
      const value = valueAt(part, ['properties', ...path])
      if (value !== undefined) return value
    }
    return undefined
  }
}

/** The subnets of the scanned set, by the id that others name them by. */
export const subnets = defineView('azure-subnets', (estate) => {
  const byId = new Map<string, Value[]>()
  const add = (id: string, part: Value): void => {
    const known = byId.get(id)
    if (known === undefined) byId.set(id, [part])
    else known.push(part)
  }
  const resources = estate.view(resourcesByType)
  for (const subnet of resources.of('Microsoft.Network/virtualNetworks/subnets'))
    add(shapeOf(subnet.get('id')) ?? subnet.id, subnet.resource.body)
  for (const network of resources.of('Microsoft.Network/virtualNetworks')) {
    const listed = network.get('properties', 'subnets')
    if (listed?.kind !== 'list') continue
    for (const item of listed.items) {
      const name = shapeOf(valueAt(item, ['name']))
      if (name !== undefined) add(`${network.id}/subnets/${name}`, item)
    }
  }
  return {
    find(id: string): Subnet | undefined {
      const parts = byId.get(id.toLowerCase())
      return parts === undefined ? undefined : new Subnet(parts)
    },
  }
})

/** The address ranges of a subnet, where they are all known. */
export function rangesOf(subnet: Subnet): readonly string[] {
  const single = subnet.get('addressPrefix')
  const several = subnet.get('addressPrefixes')
  const prefixes = several?.kind === 'list' && several.open === undefined ? several.items : single === undefined ? [] : [single]
  const known = prefixes.filter((prefix) => isText(prefix)).map(({ value }) => value)
  return known.length === prefixes.length ? known : []
}

/** A subnet that nodes or pods of a cluster stand in. */
export interface PoolSubnet {
  /** Pods only: where nothing is said of them, they share the subnet of the nodes or have a network of their own. */
  readonly isOfPods: boolean
  /** The resource in which the first pool names it: the cluster, or a pool that is a resource of its own. */
  readonly of: AzureResource
  /** Where it does so. */
  readonly at: Path
  readonly id: string
  readonly open: Unknown | undefined
}

const poolType = 'Microsoft.ContainerService/managedClusters/agentPools'

/** The subnets that the pools of a cluster name, each once: those that it lists, and those that are resources of their own. */
export function poolSubnetsOf(cluster: AzureResource, resources: ResourcesByType): readonly PoolSubnet[] {
  const pools = cluster.get('properties', 'agentPoolProfiles')
  const count = pools?.kind === 'list' ? pools.items.length : 0
  const places = [
    ...Array.from({ length: count }, (_, index) => [cluster, ['properties', 'agentPoolProfiles', index]] as const),
    ...resources.within(cluster, poolType).map((pool) => [pool, ['properties']] as const),
  ]
  const found = new Map<string, PoolSubnet>()
  for (const key of ['vnetSubnetID', 'podSubnetID']) {
    for (const [of, base] of places) {
      const at = [...base, key]
      const named = of.get(...at)
      const id = shapeOf(named)
      if (id === undefined || id === '' || found.has(id)) continue
      found.set(id, { isOfPods: key === 'podSubnetID', of, at, id, open: named?.kind === 'unknown' ? named : undefined })
    }
  }
  return [...found.values()]
}
