import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { lastPart, resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { subnets, type Subnet } from '../../models/azure/subnets.ts'
import { upgradeDemands, type PoolDemand } from '../../models/azure/upgrade-demand.ts'
import { isText, valueAt } from '../../models/azure/value/value.ts'

/** Azure keeps this many addresses of every subnet for itself. */
const keptByAzure = 5

export const upgradeHeadroom = defineCheck({
  id: 'cluster/upgrade-headroom',
  controls: ['upgrade-headroom'],
  subject: managedCluster,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'There are addresses and quota for the nodes of an upgrade',
    ja: 'アップグレード用ノードの IP アドレスとクォータを確保する',
  }),
  why: text({
    en: 'An upgrade adds nodes before it takes nodes away. Where the subnet or the quota has no room for them it fails half way, and the fixes wait.',
    ja: 'アップグレードでは、古いノードを外す前に新しいノードを追加します。サブネットやクォータに余裕がないと途中で失敗し、修正の適用が遅れます。',
  }),
  messages: {
    subnetTooSmall: text({
      en: 'at their largest, with the nodes of an upgrade, the pools need {needed} addresses of {subnet}, which has {available}',
      ja: '最大時にアップグレード用ノードを加えると {subnet} の IP アドレスが {needed} 個必要ですが、使えるのは {available} 個です',
    }),
    subnetFull: text({
      en: 'the nodes of an upgrade need {needed} addresses of {subnet}, of which {available} are free',
      ja: 'アップグレード用ノードに {subnet} の IP アドレスが {needed} 個必要ですが、空きは {available} 個です',
    }),
    quota: text({
      en: 'the nodes of an upgrade need {needed} vCPUs in {region}, of whose quota {available} are left',
      ja: 'アップグレード用ノードに {region} の vCPU が {needed} 個必要ですが、クォータの残りは {available} 個です',
    }),
  },
  *evaluate(cluster, { report, estate }) {
    const demands = upgradeDemands(cluster)
    let isJudged = false
    for (const [id, pools] of Map.groupBy(demands, ({ subnet }) => subnet)) {
      const subnet = id === undefined ? undefined : estate.view(subnets).find(id)
      const size = subnet === undefined ? undefined : sizeOf(subnet)
      if (id === undefined || subnet === undefined || size === undefined) continue
      isJudged = true
      const at = [...pools[0]!.at, 'vnetSubnetID']
      const used = subnet.get('ipConfigurations')
      const isLive = used?.kind === 'list' && used.items.length > 0
      const needed = sum(pools, ({ nodes, surge, addressesPerNode }) => (isLive ? surge : nodes + surge) * addressesPerNode)
      const available = isLive ? size - used.items.length : size
      if (needed > available) yield report(isLive ? 'subnetFull' : 'subnetTooSmall', { needed, subnet: lastPart(id), available }, { at })
    }
    const region = cluster.text('location')
    const left = region === undefined ? undefined : processorsLeft(region, estate.view(resourcesByType).of(usageType))
    if (region !== undefined && left !== undefined) {
      isJudged = true
      const needed = sum(demands, ({ surge, processors = 0 }) => surge * processors)
      if (needed > left)
        yield report('quota', { needed, region, available: left }, { at: ['properties', 'agentPoolProfiles'], part: 'key' })
    }
    return isJudged
      ? undefined
      : notApplicable(
          text({ en: 'the subnets of its pools are not in the scanned set', ja: 'プールのサブネットが検査対象に含まれていません' }),
        )
  },
  references: [
    'https://learn.microsoft.com/azure/aks/azure-cni-overview',
    'https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling',
  ],
  examples: [
    {
      name: 'Bicep with a subnet that is full without an upgrade',
      file: 'main.bicep',
      source: `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'shop'

  resource nodes 'subnets' = {
    name: 'nodes'
    properties: {
      addressPrefix: '10.0.0.0/24'
    }
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      networkPlugin: 'azure'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        count: 8
        maxPods: 30
        vnetSubnetID: «network::nodes.id»
      }
    ]
  }
}
`,
      fails: ['subnetTooSmall'],
    },
    {
      name: 'Bicep with addresses of their own for pods',
      file: 'main.bicep',
      source: `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'shop'

  resource nodes 'subnets' = {
    name: 'nodes'
    properties: {
      addressPrefix: '10.0.0.0/24'
    }
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        enableAutoScaling: true
        minCount: 3
        maxCount: 100
        vnetSubnetID: network::nodes.id
        upgradeSettings: {
          maxSurge: '33%'
        }
      }
    ]
  }
}
`,
    },
    {
      name: 'Terraform with a subnet that is too small',
      file: 'main.tf',
      source: `resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = "shop"
  virtual_network_name = "shop"
  address_prefixes     = ["10.0.0.0/27"]
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    node_count     = 27
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = «azurerm_subnet.nodes.id»
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
`,
      fails: ['subnetTooSmall'],
    },
    {
      name: 'a live cluster whose subnet is full',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop",
      "name": "shop",
      "type": "Microsoft.ContainerService/managedClusters",
      "properties": {
        "networkProfile": { "networkPlugin": "kubenet" },
        "agentPoolProfiles": [
          {
            "name": "system",
            "count": 1,
            "vnetSubnetID": «"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/nodes"»,
            "upgradeSettings": { "maxSurge": "2" }
          }
        ]
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop",
      "name": "shop",
      "type": "Microsoft.Network/virtualNetworks",
      "properties": {
        "subnets": [
          {
            "name": "nodes",
            "properties": {
              "addressPrefix": "10.0.0.0/29",
              "ipConfigurations": [{ "id": "a" }, { "id": "b" }]
            }
          }
        ]
      }
    }
  ]
}
`,
      fails: ['subnetFull'],
    },
    {
      name: 'a live cluster in a region without quota',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop",
      "name": "shop",
      "type": "Microsoft.ContainerService/managedClusters",
      "location": "westeurope",
      "properties": {
        «"agentPoolProfiles"»: [
          {
            "name": "system",
            "count": 6,
            "vmSize": "Standard_D8s_v5",
            "upgradeSettings": { "maxSurge": "33%" }
          }
        ]
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Compute/locations/westeurope/usages",
      "name": "usages",
      "properties": {
        "values": [{ "name": { "value": "cores" }, "currentValue": 90, "limit": 100 }]
      }
    }
  ]
}
`,
      fails: ['quota'],
    },
    {
      name: 'a network that the service makes',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    agentPoolProfiles: [
      {
        name: 'system'
        count: 3
      }
    ]
  }
}
`,
    },
  ],
})

const usageType = 'Microsoft.Compute/locations/usages'

/** How many IPv4 addresses a subnet has for nodes; undefined where its range is not known. */
function sizeOf(subnet: Subnet): number | undefined {
  const several = subnet.get('addressPrefixes')
  const range = subnet.get('addressPrefix') ?? (several?.kind === 'list' ? several.items[0] : undefined)
  const prefix = range !== undefined && isText(range) ? /^\d{1,3}(?:\.\d{1,3}){3}\/(\d{1,2})$/.exec(range.value)?.[1] : undefined
  return prefix === undefined ? undefined : 2 ** (32 - Number(prefix)) - keptByAzure
}

/** What is left of the quota of virtual processors of a region; undefined where it was not asked for. */
function processorsLeft(region: string, usages: readonly AzureResource[]): number | undefined {
  const usage = usages.find(({ id }) => id.includes(`/locations/${region.toLowerCase()}/`))
  const values = usage?.get('properties', 'values')
  if (values?.kind !== 'list') return undefined
  for (const value of values.items) {
    const name = valueAt(value, ['name', 'value'])
    const [used, limit] = [valueAt(value, ['currentValue']), valueAt(value, ['limit'])]
    if (name === undefined || !isText(name) || name.value !== 'cores') continue
    if (used?.kind === 'scalar' && limit?.kind === 'scalar') return Number(limit.value) - Number(used.value)
  }
  return undefined
}

function sum(pools: readonly PoolDemand[], of: (pool: PoolDemand) => number): number {
  return pools.reduce((total, pool) => total + of(pool), 0)
}
