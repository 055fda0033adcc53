import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isPrivateCluster, nodeResourceGroupOf } from '../../models/azure/cluster-network.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { itemsOf, type Value } from '../../models/azure/value/value.ts'

const profile = ['properties', 'networkProfile', 'loadBalancerProfile']

/** Where a load balancer says which addresses traffic leaves by: as asked for, and as the service found them. */
const lists = [['outboundIPs', 'publicIPs'], ['outboundIPPrefixes', 'publicIPPrefixes'], ['effectiveOutboundIPs']] as const

export const noLeftoverEgressAddress = defineCheck({
  id: 'cluster/no-leftover-egress-address',
  controls: ['net-no-public-egress-ip'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'A private cluster keeps no public address for egress beside its route',
    ja: 'プライベートクラスターに、ルートとは別の送信用パブリック IP を残さない',
  }),
  why: text({
    en: 'An address that the load balancer was once given stays a way out that no firewall watches, whatever the outbound type says.',
    ja: 'ロードバランサーに一度与えたアドレスは、送信の種類を変えても、ファイアウォールを通らない出口として残ります。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    listed: text({
      en: 'the load balancer of the private cluster has public addresses for egress',
      ja: 'プライベートクラスターのロードバランサーに送信用のパブリック IP があります',
    }),
    standing: text({
      en: 'address {address} stands beside the nodes of the private cluster {cluster}',
      ja: 'プライベートクラスター {cluster} のノードのリソースグループに、パブリック IP {address} があります',
    }),
  },
  *evaluate(cluster: AzureResource, { report, estate }) {
    if (isPrivateCluster(cluster) !== true)
      return notApplicable(text({ en: 'the cluster is not private', ja: 'プライベートクラスターではありません' }))
    // That all traffic leaves by the load balancer is a question of its own.
    const type = shapeOf(cluster.get('properties', 'networkProfile', 'outboundType'))
    if (type !== undefined && type !== 'loadbalancer') {
      const count = cluster.get(...profile, 'managedOutboundIPs', 'count')
      const listed = lists.find((steps) => isFilled(cluster.get(...profile, ...steps)))
      const at = isPositive(count) ? ['managedOutboundIPs', 'count'] : listed
      if (at !== undefined) yield report('listed', {}, { at: [...profile, ...at] })
    }
    const group = nodeResourceGroupOf(cluster)
    const addresses = estate.view(resourcesByType).of('Microsoft.Network/publicIPAddresses')
    for (const address of addresses)
      if (group !== undefined && address.id.includes(`/resourcegroups/${group}/`) && !isOfService(address))
        yield report('standing', { address: address.name, cluster: cluster.name }, { at: [], of: address })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/egress-outboundtype', 'https://learn.microsoft.com/azure/aks/load-balancer-standard'],
  examples: [
    {
      name: 'Bicep with addresses of a load balancer beside a route',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
    }
    networkProfile: {
      outboundType: 'userDefinedRouting'
      loadBalancerProfile: {
        managedOutboundIPs: {
          count: «1»
        }
      }
    }
  }
}
`,
      fails: ['listed'],
    },
    {
      name: 'Terraform with addresses of a load balancer beside a route',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  private_cluster_enabled = true

  network_profile {
    outbound_type = "userDefinedRouting"

    load_balancer_profile {
      outbound_ip_address_ids = «[azurerm_public_ip.out.id]»
    }
  }
}
`,
      fails: ['listed'],
    },
    {
      name: 'Terraform with a route alone',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  private_cluster_enabled = true

  network_profile {
    outbound_type = "userDefinedRouting"
  }
}
`,
    },
    {
      name: 'an answer with an address that was left beside the nodes',
      file: 'resources.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "type": "Microsoft.ContainerService/managedClusters",
    "properties": {
      "nodeResourceGroup": "MC_shop_aks_westeurope",
      "apiServerAccessProfile": { "enablePrivateCluster": true },
      "networkProfile": { "outboundType": "userDefinedRouting", "loadBalancerProfile": { "effectiveOutboundIPs": [] } }
    }
  },
  {
    "id": «"/subscriptions/s/resourceGroups/mc_shop_aks_westeurope/providers/Microsoft.Network/publicIPAddresses/out"»,
    "name": "out",
    "type": "Microsoft.Network/publicIPAddresses",
    "tags": { "aks-managed-type": "aks-slb-managed-outbound-ip" },
    "properties": {}
  }
]
`,
      fails: ['standing'],
    },
  ],
})

function isFilled(value: Value | undefined): boolean {
  return itemsOf(value).length > 0
}

function isPositive(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && Number(value.value) > 0
}

/** Addresses that Services were given are a question of their own. */
function isOfService(address: AzureResource): boolean {
  return address.get('tags', 'k8s-azure-service') !== undefined || address.get('tags', 'service') !== undefined
}
