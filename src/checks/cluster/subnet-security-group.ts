import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import { shownShape, type AzureResource } from '../../models/azure/resource.ts'
import { poolSubnetsOf, subnets } from '../../models/azure/subnets.ts'

export const subnetSecurityGroup = defineCheck({
  id: 'cluster/subnet-security-group',
  controls: ['net-nsg-subnet'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The subnets of the nodes have a security group', ja: 'ノードのサブネットにセキュリティグループを付ける' }),
  why: text({
    en: 'The group on the nodes is managed by the service and follows every Service; only the one on the subnet is yours to close.',
    ja: 'ノードのグループはサービスが管理し、Service に応じて開きます。利用者が閉じられるのは、サブネットのグループです。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    missing: text({
      en: 'the subnet of the nodes has no network security group',
      ja: 'ノードのサブネットにネットワークセキュリティグループがありません',
    }),
    missingForPods: text({
      en: 'the subnet of the pods has no network security group',
      ja: 'Pod のサブネットにネットワークセキュリティグループがありません',
    }),
    undecided: text({
      en: '{what} depends on {input}, which is not among what was scanned',
      ja: '{what}は {input} によって決まりますが、検査対象に含まれていません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    const what = text({ en: 'the security group of the nodes', ja: 'ノードのセキュリティグループ' })
    for (const { id, of, at, open, isOfPods } of poolSubnetsOf(cluster, estate.view(resourcesByType))) {
      const subnet = estate.view(subnets).find(id)
      if (subnet === undefined)
        yield unknown('undecided', { what, input: open?.reason.decidedBy ?? shownShape(id) }, { at, of, severity: 'info' })
      else if (shapeOf(subnet.get('networkSecurityGroup', 'id')) === undefined)
        yield report(isOfPods ? 'missingForPods' : 'missing', {}, { at, of })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/concepts-network'],
  examples: [
    {
      name: 'Bicep with a subnet without a group',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: «nodes.id»
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet'
}

resource nodes 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: vnet
  name: 'nodes'
  properties: {
    addressPrefix: '10.1.0.0/24'
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform without a group',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = «azurerm_subnet.nodes.id»
  }
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.1.0.0/24"]
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a group',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.1.0.0/24"]
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}
`,
    },
    {
      name: 'Bicep with a pool of its own whose subnet has no group',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'

  resource work 'agentPools' = {
    name: 'work'
    properties: {
      vnetSubnetID: «resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'work')»
    }
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet'
  properties: {
    subnets: [
      {
        name: 'work'
        properties: {
          addressPrefix: '10.1.0.0/24'
        }
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a subnet of pods without a group',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name          = "system"
    pod_subnet_id = «azurerm_subnet.pods.id»
  }
}

resource "azurerm_subnet" "pods" {
  name                 = "pods"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.2.0.0/16"]
}
`,
      fails: ['missingForPods'],
    },
    {
      name: 'Terraform with a group in the network',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = "\${azurerm_virtual_network.vnet.id}/subnets/nodes"
  }
}

resource "azurerm_virtual_network" "vnet" {
  name = "vnet"

  subnet {
    name             = "nodes"
    address_prefixes = ["10.1.0.0/24"]
    security_group   = azurerm_network_security_group.nodes.id
  }
}
`,
    },
    {
      name: 'an answer without a group',
      file: 'resources.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "type": "Microsoft.ContainerService/managedClusters",
    "properties": {
      "agentPoolProfiles": [
        {
          "name": "system",
          "vnetSubnetID": «"/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"»
        }
      ]
    }
  },
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/vnet",
    "name": "vnet",
    "type": "Microsoft.Network/virtualNetworks",
    "properties": { "subnets": [{ "name": "nodes", "properties": { "addressPrefix": "10.1.0.0/24" } }] }
  }
]
`,
      fails: ['missing'],
    },
    {
      name: 'an ARM template with a group',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "agentPoolProfiles": [
          {
            "name": "system",
            "vnetSubnetID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'nodes')]"
          }
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2025-01-01",
      "name": "vnet"
    },
    {
      "type": "Microsoft.Network/virtualNetworks/subnets",
      "apiVersion": "2025-01-01",
      "name": "vnet/nodes",
      "properties": {
        "addressPrefix": "10.1.0.0/24",
        "networkSecurityGroup": {
          "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]"
        }
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2025-01-01",
      "name": "nsg"
    }
  ]
}
`,
    },
  ],
})
