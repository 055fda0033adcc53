import { text } from '../../core/text.ts'
import { dataService } from '../../models/azure/kinds.ts'
import { privateLinkServiceOf } from '../../models/azure/private-link.ts'
import { shapeOf, type ResourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isNull } from '../../models/azure/value/value.ts'
import { companionCheck } from '../companion-check.ts'
import { privateEndpointTo } from '../private-endpoint.ts'

export const privateEndpoint = companionCheck({
  id: 'network-security/private-endpoint',
  controls: ['net-private-endpoints'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Data services beside the cluster are reached by private endpoints',
    ja: 'クラスターと使うデータサービスにプライベートエンドポイントで接続する',
  }),
  why: text({
    en: 'Without an endpoint storage, databases and queues answer the internet, and a leaked key opens them from anywhere.',
    ja: 'プライベートエンドポイントがないと、ストレージやデータベース、キューがインターネットに応答し、漏れたキーがどこからでも使えます。',
  }),
  subject: dataService,
  needs: [privateEndpointTo],
  exempt: (resource, resources) =>
    isWithCluster(resource, resources)
      ? isInSubnet(resource)
        ? text({ en: 'it stands in a subnet itself', ja: 'サービス自体がサブネットの中にあります' })
        : undefined
      : text({ en: 'no cluster is deployed with it', ja: '一緒にデプロイするクラスターがありません' }),
  references: ['https://learn.microsoft.com/azure/private-link/private-endpoint-dns'],
  examples: [
    { name: 'Bicep with a storage account without an endpoint', file: 'main.bicep', source: bicep('«account»', ''), fails: ['missing'] },
    {
      name: 'Bicep with a storage account whose endpoint is in the zone of another part',
      file: 'main.bicep',
      source: bicep('«account»', endpoint('file', 'privatelink.blob.core.windows.net')),
      fails: ['missing'],
    },
    {
      name: 'Bicep with an endpoint to the files of a storage account',
      file: 'main.bicep',
      source: bicep('account', endpoint('file', 'privatelink.file.core.windows.net')),
    },
    {
      name: 'Bicep with an account that no cluster is deployed with',
      file: 'main.bicep',
      source: `resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'state'
}
`,
    },
    {
      name: 'Terraform with a database server without an endpoint',
      file: 'main.tf',
      source: terraform('«resource "azurerm_mssql_server" "data"»', ''),
      fails: ['missing'],
    },
    {
      name: 'Terraform with a database server and its endpoint',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_mssql_server" "data"',
        `
resource "azurerm_private_dns_zone" "data" {
  name = "privatelink.database.windows.net"
}

resource "azurerm_private_endpoint" "data" {
  name = "data"

  private_service_connection {
    name                           = "data"
    private_connection_resource_id = azurerm_mssql_server.data.id
    subresource_names              = ["sqlServer"]
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.data.id]
  }
}
`,
      ),
    },
    {
      name: 'Terraform with a server that stands in a subnet',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_postgresql_flexible_server" "data" {
  name                = "data"
  delegated_subnet_id = azurerm_subnet.data.id
}
`,
    },
    {
      name: 'an ARM template with queues without an endpoint',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    { "type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2025-05-01", "name": "aks" },
    { "type": «"Microsoft.ServiceBus/namespaces"», "apiVersion": "2021-11-01", "name": "queues" },
    { "type": «"Microsoft.Cache/Redis"», "apiVersion": "2023-08-01", "name": "cache" },
    { "type": «"Microsoft.DocumentDB/databaseAccounts"», "apiVersion": "2024-05-15", "name": "documents" }
  ]
}
`,
      fails: ['missing', 'missing', 'missing'],
    },
    {
      name: 'an answer with an account whose endpoint is in another subscription',
      file: 'resources.json',
      source: answer('‹', '›', 'Approved'),
      unknown: ['undecided'],
    },
    {
      name: 'an answer with an account whose endpoint nobody has let in',
      file: 'resources.json',
      source: answer('«', '»', 'Pending'),
      fails: ['missing'],
    },
  ],
})

function isWithCluster(resource: AzureResource, resources: ResourcesByType): boolean {
  return resources.deployedWith(resource, 'Microsoft.ContainerService/managedClusters').length > 0
}

function isInSubnet(resource: AzureResource): boolean {
  const { inSubnet } = privateLinkServiceOf(resource) ?? {}
  const subnet = inSubnet === undefined ? undefined : resource.get(...inSubnet)
  return subnet !== undefined && !isNull(subnet) && shapeOf(subnet) !== ''
}

function bicep(account: string, more: string): string {
  return `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource ${account} 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'data'
}
${more}`
}

function endpoint(group: string, zone: string): string {
  return `
resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '${zone}'
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'data'
  properties: {
    privateLinkServiceConnections: [
      {
        name: 'data'
        properties: {
          privateLinkServiceId: account.id
          groupIds: ['${group}']
        }
      }
    ]
  }

  resource group 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'data'
          properties: {
            privateDnsZoneId: zone.id
          }
        }
      ]
    }
  }
}
`
}

function terraform(server: string, more: string): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

${server} {
  name = "data"
}
${more}`
}

function answer(open: string, close: string, status: string): string {
  const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers'
  const other = '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/hub/providers'
  return `[
  { "id": "${group}/Microsoft.ContainerService/managedClusters/aks", "name": "aks", "type": "Microsoft.ContainerService/managedClusters" },
  {
    "id": ${open}"${group}/Microsoft.Storage/storageAccounts/data"${close},
    "name": "data",
    "type": "Microsoft.Storage/storageAccounts",
    "properties": {
      "privateEndpointConnections": [
        {
          "properties": {
            "privateEndpoint": { "id": "${other}/Microsoft.Network/privateEndpoints/data" },
            "privateLinkServiceConnectionState": { "status": "${status}" }
          }
        }
      ]
    }
  }
]
`
}
