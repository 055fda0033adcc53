import type { Path } from '../../core/location.ts'
import { shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { truthOf } from './value/truth.ts'
import { valueAt, type Value } from './value/value.ts'

/** What a pool of a cluster needs at its largest, and besides that while it is upgraded. */
export interface PoolDemand {
  readonly name: string
  /** Where the cluster says it. */
  readonly at: Path
  /** The subnet's id in lower case; undefined where the service makes the network. */
  readonly subnet: string | undefined
  readonly nodes: number
  /** Nodes that an upgrade adds for its time. */
  readonly surge: number
  /** Addresses that a node takes from the subnet. */
  readonly addressesPerNode: number
  /** Virtual processors of a node, as its size's name tells; undefined where it does not. */
  readonly processors: number | undefined
}

/** How many pods a node of Azure CNI holds where the pool does not say. */
const podsByDefault = 30

/**
 * The demands of the pools that a cluster lists. Pools whose size or network is not known are left out.
 *
 * Sources: https://learn.microsoft.com/azure/aks/azure-cni-overview and https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
 */
export function upgradeDemands(cluster: AzureResource): readonly PoolDemand[] {
  const pools = cluster.get('properties', 'agentPoolProfiles')
  if (pools?.kind !== 'list') return []
  return pools.items.flatMap((pool, index) => demandOf(cluster, pool, index) ?? [])
}

function demandOf(cluster: AzureResource, pool: Value, index: number): PoolDemand | undefined {
  const nodes = numberAt(pool, scales(pool) ? 'maxCount' : 'count')
  const addressesPerNode = addressesOf(cluster, pool)
  if (nodes === undefined || addressesPerNode === undefined) return undefined
  const subnet = valueAt(pool, ['vnetSubnetID'])
  return {
    name: shapeOf(valueAt(pool, ['name'])) ?? String(index + 1),
    at: ['properties', 'agentPoolProfiles', index],
    subnet: shapeOf(subnet),
    nodes,
    surge: surgeOf(valueAt(pool, ['upgradeSettings', 'maxSurge']), nodes),
    addressesPerNode,
    processors: processorsOf(shapeOf(valueAt(pool, ['vmSize']))),
  }
}

function scales(pool: Value): boolean {
  const scaling = valueAt(pool, ['enableAutoScaling'])
  return truthOf(scaling) === true
}

function numberAt(pool: Value, name: string): number | undefined {
  const value = valueAt(pool, [name])
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined
}

/** Azure CNI without overlay gives every pod an address of the subnet, unless pods have a subnet of their own. */
function addressesOf(cluster: AzureResource, pool: Value): number | undefined {
  const plugin = cluster.get('properties', 'networkProfile', 'networkPlugin')
  const mode = cluster.get('properties', 'networkProfile', 'networkPluginMode')
  if (plugin?.kind === 'unknown' || mode?.kind === 'unknown') return undefined
  const isFlat = shapeOf(plugin) === 'azure' && shapeOf(mode) !== 'overlay' && valueAt(pool, ['podSubnetID']) === undefined
  return isFlat ? (numberAt(pool, 'maxPods') ?? podsByDefault) + 1 : 1
}

/** At least one node is added, whatever the default of the day. */
function surgeOf(written: Value | undefined, nodes: number): number {
  const said = shapeOf(written) ?? (written?.kind === 'scalar' ? String(written.value) : '')
  const share = /^(\d{1,3})%$/.exec(said)
  if (share !== null) return Math.ceil((nodes * Number(share[1])) / 100)
  return /^\d{1,3}$/.test(said) ? Number(said) : 1
}

/** `Standard_D4s_v5` has 4. */
function processorsOf(size: string | undefined): number | undefined {
  const found = /^standard_[a-z]+(\d{1,3})/.exec(size ?? '')
  return found === null ? undefined : Number(found[1])
}
