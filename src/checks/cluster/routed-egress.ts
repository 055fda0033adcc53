import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import { shownShape, type AzureResource } from '../../models/azure/resource.ts'
import { defaultRoutesOf } from '../../models/azure/routes.ts'
import { poolSubnetsOf, subnets } from '../../models/azure/subnets.ts'

const poolsPath = ['properties', 'agentPoolProfiles']

export const routedEgress = defineCheck({
  id: 'cluster/routed-egress',
  controls: ['net-egress-route'],
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'User-defined routing leads through a firewall', ja: 'ユーザー定義ルートをファイアウォールに向ける' }),
  why: text({
    en: 'The outbound type only promises a route. Without one to an appliance, traffic goes straight to the internet or nowhere.',
    ja: '送信の種類は、ルートがあるという宣言にすぎません。アプライアンスへのルートがなければ、通信は直接インターネットに出るか、どこにも届きません。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    noTable: text({ en: 'the subnet of the nodes has no route table', ja: 'ノードのサブネットにルートテーブルがありません' }),
    noTableForPods: text({ en: 'the subnet of the pods has no route table', ja: 'Pod のサブネットにルートテーブルがありません' }),
    noRoute: text({
      en: 'the route table of the nodes has no route for 0.0.0.0/0',
      ja: 'ノードのルートテーブルに 0.0.0.0/0 のルートがありません',
    }),
    elsewhere: text({
      en: 'the route for 0.0.0.0/0 leads to {hop}, not to an appliance',
      ja: '0.0.0.0/0 のルートがアプライアンスではなく {hop} に向いています',
    }),
    undecided: text({
      en: '{what} depends on {input}, which is not among what was scanned',
      ja: '{what}は {input} によって決まりますが、検査対象に含まれていません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    if (cluster.text('properties', 'networkProfile', 'outboundType')?.toLowerCase() !== 'userdefinedrouting')
      return notApplicable(text({ en: 'the cluster does not use user-defined routing', ja: 'ユーザー定義ルートを使っていません' }))
    const resources = estate.view(resourcesByType)
    const what = text({ en: 'the route of the nodes', ja: 'ノードのルート' })
    const pools = cluster.get(...poolsPath)
    if (pools?.kind === 'unknown') yield unknown('undecided', { what, input: pools.reason.decidedBy }, { at: poolsPath })
    for (const { id, of, at, open, isOfPods } of poolSubnetsOf(cluster, resources)) {
      const subnet = estate.view(subnets).find(id)
      const input = open?.reason.decidedBy ?? shownShape(id)
      if (subnet === undefined) {
        yield unknown('undecided', { what, input }, { at, of })
        continue
      }
      const tableId = shapeOf(subnet.get('routeTable', 'id'))
      if (tableId === undefined) {
        yield report(isOfPods ? 'noTableForPods' : 'noTable', {}, { at, of })
        continue
      }
      const table = resources.withId(tableId, 'Microsoft.Network/routeTables')
      if (table === undefined) {
        yield unknown('undecided', { what, input: shownShape(tableId) }, { at, of })
        continue
      }
      const { routes, open: others } = defaultRoutesOf(table, resources)
      if (routes.length === 0)
        yield others === undefined
          ? report('noRoute', {}, { at, of })
          : unknown('undecided', { what, input: others.reason.decidedBy }, { at, of })
      for (const route of routes)
        if (!/^(?:virtualappliance|virtualnetworkgateway|\{.*)$/.test(route.hop))
          yield report('elsewhere', { hop: shownShape(route.hop) }, { at: route.at, of: route.in, part: 'value' })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/egress-udr'],
  examples: [
    {
      name: 'Bicep with a subnet without a route table',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      outboundType: 'userDefinedRouting'
    }
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
      fails: ['noTable'],
    },
    {
      name: 'Bicep with a route that leads to the internet',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      outboundType: 'userDefinedRouting'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: nodes.id
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
    routeTable: {
      id: routes.id
    }
  }
}

resource routes 'Microsoft.Network/routeTables@2025-01-01' = {
  name: 'routes'
  properties: {
    routes: [
      {
        name: 'out'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: «'Internet'»
          nextHopIpAddress: '10.0.0.4'
        }
      }
    ]
  }
}
`,
      fails: ['elsewhere'],
    },
    {
      name: 'Terraform without a route table',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = «azurerm_subnet.nodes.id»
  }

  network_profile {
    outbound_type = "userDefinedRouting"
  }
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.1.0.0/24"]
}
`,
      fails: ['noTable'],
    },
    {
      name: 'Terraform with a route to a firewall',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  network_profile {
    outbound_type = "userDefinedRouting"
  }
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.1.0.0/24"]
}

resource "azurerm_route_table" "routes" {
  name = "routes"

  route {
    name                   = "out"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = "10.0.0.4"
  }
}

resource "azurerm_subnet_route_table_association" "nodes" {
  subnet_id      = azurerm_subnet.nodes.id
  route_table_id = azurerm_route_table.routes.id
}
`,
    },
    {
      name: 'Terraform with a pool of its own whose subnet has no route table',
      file: 'main.tf',
      source: terraformPool(''),
      fails: ['noTable'],
    },
    {
      name: 'Terraform with a subnet of pods without a route table',
      file: 'main.tf',
      source: terraformPool('').replace('vnet_subnet_id        =', 'pod_subnet_id         ='),
      fails: ['noTableForPods'],
    },
    {
      name: 'Terraform with one route for each half of all addresses',
      file: 'main.tf',
      source: terraformPool(`
resource "azurerm_route_table" "routes" {
  name = "routes"
}

resource "azurerm_route" "low" {
  name             = "low"
  route_table_name = azurerm_route_table.routes.name
  address_prefix   = "0.0.0.0/1"
  next_hop_type    = "VirtualAppliance"
}

resource "azurerm_route" "high" {
  name             = "high"
  route_table_name = azurerm_route_table.routes.name
  address_prefix   = "128.0.0.0/1"
  next_hop_type    = "VirtualAppliance"
}

resource "azurerm_subnet_route_table_association" "work" {
  subnet_id      = azurerm_subnet.work.id
  route_table_id = azurerm_route_table.routes.id
}
`).replace('«azurerm_subnet.work.id»', 'azurerm_subnet.work.id'),
    },
    {
      name: 'Terraform with one half that leads to the internet',
      file: 'main.tf',
      source: terraformPool(`
resource "azurerm_route_table" "routes" {
  name = "routes"

  route {
    name           = "low"
    address_prefix = "0.0.0.0/1"
    next_hop_type  = «"Internet"»
  }

  route {
    name           = "all"
    address_prefix = "0.0.0.0/0"
    next_hop_type  = "VirtualAppliance"
  }
}

resource "azurerm_subnet_route_table_association" "work" {
  subnet_id      = azurerm_subnet.work.id
  route_table_id = azurerm_route_table.routes.id
}
`).replace('«azurerm_subnet.work.id»', 'azurerm_subnet.work.id'),
      fails: ['elsewhere'],
    },
    {
      name: 'Bicep with routes that a parameter decides',
      file: 'main.bicep',
      source: `param routes array

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      outboundType: 'userDefinedRouting'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: ‹nodes.id›
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
    routeTable: {
      id: table.id
    }
  }
}

resource table 'Microsoft.Network/routeTables@2025-01-01' = {
  name: 'routes'
  properties: {
    routes: routes
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'an answer whose routes lead nowhere',
      file: 'resources.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "type": "Microsoft.ContainerService/managedClusters",
    "properties": {
      "networkProfile": { "outboundType": "userDefinedRouting" },
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
    "properties": {
      "subnets": [
        {
          "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes",
          "name": "nodes",
          "properties": { "routeTable": { "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/routeTables/routes" } }
        }
      ]
    }
  },
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/routeTables/routes",
    "name": "routes",
    "type": "Microsoft.Network/routeTables",
    "properties": { "routes": [{ "name": "near", "properties": { "addressPrefix": "10.0.0.0/8", "nextHopType": "VnetLocal" } }] }
  }
]
`,
      fails: ['noRoute'],
    },
    {
      name: 'a subnet that is declared elsewhere',
      file: 'main.tf',
      source: `variable "subnet" {
  type = string
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = ‹var.subnet›
  }

  network_profile {
    outbound_type = "userDefinedRouting"
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'an ARM template with a route to a firewall',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "networkProfile": {
          "outboundType": "userDefinedRouting"
        },
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
        "routeTable": {
          "id": "[resourceId('Microsoft.Network/routeTables', 'routes')]"
        }
      }
    },
    {
      "type": "Microsoft.Network/routeTables",
      "apiVersion": "2025-01-01",
      "name": "routes",
      "properties": {
        "routes": [
          {
            "name": "out",
            "properties": {
              "addressPrefix": "0.0.0.0/0",
              "nextHopType": "VirtualAppliance",
              "nextHopIpAddress": "10.0.0.4"
            }
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
})

function terraformPool(more: string): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  network_profile {
    outbound_type = "userDefinedRouting"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "work" {
  name                  = "work"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  vnet_subnet_id        = «azurerm_subnet.work.id»
}

resource "azurerm_subnet" "work" {
  name                 = "work"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.1.0.0/24"]
}
${more}`
}
