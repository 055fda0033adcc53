import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { companionCheck } from '../companion-check.ts'
import { privateEndpointTo } from '../private-endpoint.ts'

export const privateEndpoint = companionCheck({
  id: 'registry/private-endpoint',
  controls: ['acr-private-link', 'net-private-endpoints'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The registry is reached by a private endpoint', ja: 'レジストリにプライベートエンドポイントで接続する' }),
  why: text({
    en: 'Over a private endpoint images never cross the internet, and the public door can be shut.',
    ja: 'プライベートエンドポイントを使えば、イメージがインターネットを経由せず、公開アクセスも閉じられます。',
  }),
  subject: containerRegistry,
  needs: [privateEndpointTo],
  references: ['https://learn.microsoft.com/azure/private-link/private-endpoint-dns'],
  examples: [
    {
      name: 'Bicep with an endpoint and no DNS zone',
      file: 'main.bicep',
      source: `resource «registry» 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'registry'
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'endpoint'
  properties: {
    privateLinkServiceConnections: [
      {
        name: 'link'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with an endpoint for something else',
      file: 'main.tf',
      source: `«resource "azurerm_container_registry" "registry"» {
  name = "registry"
}

resource "azurerm_private_endpoint" "endpoint" {
  name      = "endpoint"
  subnet_id = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "link"
    private_connection_resource_id = azurerm_container_registry.registry.id
    subresource_names              = ["other"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with an endpoint and its zone',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "registry" {
  name = "registry"
}

resource "azurerm_private_endpoint" "endpoint" {
  name      = "endpoint"
  subnet_id = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "link"
    private_connection_resource_id = azurerm_container_registry.registry.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"]
  }
}
`,
    },
    {
      name: 'an ARM template with an endpoint and its zone',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-04-01",
      "name": "registry"
    },
    {
      "type": "Microsoft.Network/privateEndpoints",
      "apiVersion": "2025-01-01",
      "name": "endpoint",
      "properties": {
        "privateLinkServiceConnections": [
          {
            "name": "link",
            "properties": {
              "privateLinkServiceId": "[resourceId('Microsoft.ContainerRegistry/registries', 'registry')]",
              "groupIds": [
                "registry"
              ]
            }
          }
        ]
      }
    },
    {
      "type": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      "apiVersion": "2025-01-01",
      "name": "endpoint/default",
      "properties": {
        "privateDnsZoneConfigs": [
          {
            "name": "zone",
            "properties": {
              "privateDnsZoneId": "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.azurecr.io')]"
            }
          }
        ]
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform with a zone that a variable decides',
      file: 'main.tf',
      source: terraform('‹resource "azurerm_container_registry" "registry"›', 'var.zone', '\nvariable "zone" {\n  type = string\n}\n'),
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with a zone beside it',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_container_registry" "registry"',
        'azurerm_private_dns_zone.registry.id',
        '\nresource "azurerm_private_dns_zone" "registry" {\n  name = "privatelink.azurecr.io"\n}\n',
      ),
    },
    {
      name: 'Terraform with another zone beside it',
      file: 'main.tf',
      source: terraform(
        '«resource "azurerm_container_registry" "registry"»',
        'azurerm_private_dns_zone.registry.id',
        '\nresource "azurerm_private_dns_zone" "registry" {\n  name = "privatelink.vaultcore.azure.net"\n}\n',
      ),
      fails: ['missing'],
    },
    {
      name: 'Bicep with a zone that a parameter decides',
      file: 'main.bicep',
      source: `param zoneId string

resource ‹registry› 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'registry'
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'endpoint'
  properties: {
    privateLinkServiceConnections: [
      {
        name: 'link'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: ['registry']
        }
      }
    ]
  }

  resource zones 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'registry'
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'an answer with an endpoint that nobody has let in',
      file: 'resources.json',
      source: answer('«', 'Pending', '»'),
      fails: ['unfit'],
    },
    { name: 'an answer with an endpoint that was let in', file: 'resources.json', source: answer('', 'Approved', '') },
  ],
})

function terraform(registry: string, zone: string, more: string): string {
  return `${registry} {
  name = "registry"
}

resource "azurerm_private_endpoint" "endpoint" {
  name      = "endpoint"
  subnet_id = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "link"
    private_connection_resource_id = azurerm_container_registry.registry.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [${zone}]
  }
}
${more}`
}

function answer(open: string, status: string, close: string): string {
  const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers'
  return `[
  {
    "id": "${group}/Microsoft.ContainerRegistry/registries/registry",
    "name": "registry",
    "type": "Microsoft.ContainerRegistry/registries",
    "properties": {}
  },
  {
    "id": ${open}"${group}/Microsoft.Network/privateEndpoints/endpoint"${close},
    "name": "endpoint",
    "type": "Microsoft.Network/privateEndpoints",
    "properties": {
      "privateLinkServiceConnections": [
        {
          "name": "link",
          "properties": {
            "privateLinkServiceId": "${group}/Microsoft.ContainerRegistry/registries/registry",
            "groupIds": ["registry"],
            "privateLinkServiceConnectionState": { "status": "${status}" }
          }
        }
      ]
    }
  },
  {
    "id": "${group}/Microsoft.Network/privateEndpoints/endpoint/privateDnsZoneGroups/default",
    "name": "default",
    "type": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "properties": {
      "privateDnsZoneConfigs": [
        {
          "name": "zone",
          "properties": { "privateDnsZoneId": "${group}/Microsoft.Network/privateDnsZones/privatelink.azurecr.io" }
        }
      ]
    }
  }
]
`
}
