import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { companionCheck } from '../companion-check.ts'
import { privateEndpointTo } from '../private-endpoint.ts'

export const privateEndpoint = companionCheck({
  id: 'key-vault/private-endpoint',
  controls: ['kv-private-link', 'net-private-endpoints'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The vault is reached by a private endpoint', ja: 'キーコンテナーにプライベートエンドポイントで接続する' }),
  why: text({
    en: 'Over a private endpoint secrets never cross the internet, and the public door can be shut.',
    ja: 'プライベートエンドポイントを使えば、シークレットがインターネットを経由せず、公開アクセスも閉じられます。',
  }),
  subject: keyVault,
  needs: [privateEndpointTo],
  references: ['https://learn.microsoft.com/azure/private-link/private-endpoint-dns'],
  examples: [
    {
      name: 'Bicep with an endpoint and no DNS zone',
      file: 'main.bicep',
      source: `resource «vault» 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'endpoint'
  properties: {
    privateLinkServiceConnections: [
      {
        name: 'link'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: [
            'vault'
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
      source: `«resource "azurerm_key_vault" "vault"» {
  name = "vault"
}

resource "azurerm_private_endpoint" "endpoint" {
  name      = "endpoint"
  subnet_id = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "link"
    private_connection_resource_id = azurerm_key_vault.vault.id
    subresource_names              = ["other"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with an endpoint and its zone',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
}

resource "azurerm_private_endpoint" "endpoint" {
  name      = "endpoint"
  subnet_id = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "link"
    private_connection_resource_id = azurerm_key_vault.vault.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"]
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
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2024-11-01",
      "name": "vault"
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
              "privateLinkServiceId": "[resourceId('Microsoft.KeyVault/vaults', 'vault')]",
              "groupIds": [
                "vault"
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
              "privateDnsZoneId": "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.vaultcore.azure.net')]"
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
