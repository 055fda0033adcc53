import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { poolSubnetsOf, subnets, type Subnet } from '../../models/azure/subnets.ts'
import { firstUnknown, valueAt, type Unknown } from '../../models/azure/value/value.ts'
import { armTemplate } from '../azure-example.ts'
import { isTrue } from '../setting-check.ts'

const profile = ['properties', 'apiServerAccessProfile']
const at = [...profile, 'subnetId']

/** Whether a subnet is given over to the service, which then may put the API server into it. */
function isDelegated(subnet: Subnet): boolean | Unknown {
  const delegations = subnet.get('delegations')
  if (delegations === undefined) return false
  const items = delegations.kind === 'list' ? delegations.items : []
  const isThere = items.some(
    (item) => shapeOf(valueAt(item, ['properties', 'serviceName'])) === 'microsoft.containerservice/managedclusters',
  )
  return isThere || (firstUnknown(delegations) ?? false)
}

export const apiServerSubnet = defineCheck({
  id: 'cluster/api-server-subnet',
  controls: ['aks-api-vnet-integration'],
  subject: managedCluster,
  reads: 'estate',
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'An API server in your network has a subnet of its own',
    ja: '仮想ネットワークに統合する API サーバーに専用サブネットを用意する',
  }),
  why: text({
    en: 'In a network of your own the service needs a subnet that is given over to it; without one the deployment fails, and the API server stays outside.',
    ja: '自前の仮想ネットワークでは、サービスに委任したサブネットが必要です。なければデプロイに失敗し、API サーバーはネットワークの外に残ります。',
  }),
  messages: {
    missing: text({ en: 'no subnet is named for the API server', ja: 'API サーバーのサブネットが指定されていません' }),
    shared: text({
      en: 'the API server is put into the subnet of a node pool',
      ja: 'API サーバーがノードプールと同じサブネットに置かれます',
    }),
    undelegated: text({
      en: 'the subnet is not delegated to Microsoft.ContainerService/managedClusters',
      ja: 'サブネットが Microsoft.ContainerService/managedClusters に委任されていません',
    }),
    undecided: text({
      en: 'whether the API server has a subnet depends on {input}, which is not known here',
      ja: 'API サーバーのサブネットは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    const integrated = cluster.get(...profile, 'enableVnetIntegration')
    if (integrated?.kind !== 'scalar' || integrated.value === null || !isTrue(integrated.value))
      return notApplicable(text({ en: 'the API server is not put into a network', ja: 'API サーバーを仮想ネットワークに統合していません' }))
    const named = cluster.get(...at)
    const id = shapeOf(named)
    const pools = poolSubnetsOf(cluster, estate.view(resourcesByType))
    if (id === undefined || id === '') {
      if (named?.kind === 'unknown') yield unknown('undecided', { input: named.reason.decidedBy }, { at })
      // Where nodes are in a network of the service, so is the API server.
      else if (pools.length > 0) yield report('missing', {}, { at })
      return undefined
    }
    const subnet = estate.view(subnets).find(id)
    const delegated = subnet === undefined ? undefined : isDelegated(subnet)
    if (pools.some((pool) => pool.id === id)) yield report('shared', {}, { at })
    else if (delegated === false) yield report('undelegated', {}, { at })
    else if (typeof delegated === 'object') yield unknown('undecided', { input: delegated.reason.decidedBy }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/api-server-vnet-integration'],
  examples: [
    {
      name: 'Bicep with pools in a network, and no subnet for the API server',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      «enableVnetIntegration: true»
    }
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: resourceId('Microsoft.Network/virtualNetworks/subnets', 'shop', 'nodes')
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a subnet that is not delegated',
      file: 'main.tf',
      source: `resource "azurerm_subnet" "api" {
  name             = "api"
  address_prefixes = ["10.0.1.0/28"]
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = «azurerm_subnet.api.id»
  }
}
`,
      fails: ['undelegated'],
    },
    {
      name: 'Terraform with the subnet of the nodes',
      file: 'main.tf',
      source: `resource "azurerm_subnet" "nodes" {
  name             = "nodes"
  address_prefixes = ["10.0.0.0/24"]
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = «azurerm_subnet.nodes.id»
  }
}
`,
      fails: ['shared'],
    },
    {
      name: 'Terraform with a subnet that is delegated',
      file: 'main.tf',
      source: `resource "azurerm_subnet" "api" {
  name             = "api"
  address_prefixes = ["10.0.1.0/28"]

  delegation {
    name = "aks"

    service_delegation {
      name = "Microsoft.ContainerService/managedClusters"
    }
  }
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = azurerm_subnet.api.id
  }
}
`,
    },
    {
      name: 'an ARM template of a cluster in a network of the service',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2025-05-01',
        name: 'aks',
        properties: { apiServerAccessProfile: { enableVnetIntegration: true }, agentPoolProfiles: [{ name: 'system' }] },
      }),
    },
  ],
})
