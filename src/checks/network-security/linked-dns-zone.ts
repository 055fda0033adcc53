import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { privateEndpoint } from '../../models/azure/kinds.ts'
import { zoneIdsOf } from '../../models/azure/private-endpoints.ts'
import { isWithin, lastPart, resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import { shownShape, type AzureResource } from '../../models/azure/resource.ts'
import { unreadAmong } from '../../models/azure/unread.ts'

const linkType = 'Microsoft.Network/privateDnsZones/virtualNetworkLinks'

export const linkedDnsZone = defineCheck({
  id: 'network-security/linked-dns-zone',
  controls: ['net-private-endpoints', 'acr-private-link', 'kv-private-link'],
  subject: privateEndpoint,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The DNS zone of a private endpoint is linked to its network',
    ja: 'プライベートエンドポイントの DNS ゾーンを同じネットワークにリンクする',
  }),
  why: text({
    en: 'Without the link names still lead to the public address: traffic leaves the network, or fails once the public door is shut.',
    ja: 'リンクがないと名前は公開アドレスに解決されます。通信がネットワークの外に出るか、公開アクセスを閉じた時点で失敗します。',
  }),
  messages: {
    unlinked: text({ en: 'zone {zone} is linked to no network', ja: 'ゾーン {zone} がどのネットワークにもリンクされていません' }),
    elsewhere: text({
      en: 'zone {zone} is linked to other networks than {network}',
      ja: 'ゾーン {zone} のリンク先に {network} がありません',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(endpoint: AzureResource, { report, unknown, estate }) {
    const resources = estate.view(resourcesByType)
    const zones = resources.of('Microsoft.Network/privateDnsZones')
    const named = zoneIdsOf(endpoint, resources.of('Microsoft.Network/privateEndpoints/privateDnsZoneGroups'))
    const own = zones.filter((zone) => named.includes(zone.id))
    if (own.length === 0)
      return notApplicable(text({ en: 'its zone is not among what was scanned', ja: 'ゾーンが検査対象に含まれていません' }))
    const network = shapeOf(endpoint.get('properties', 'subnet', 'id'))?.replace(/\/subnets\/[^/]+$/, '')
    for (const zone of own) {
      const links = resources.of(linkType).filter((link) => isWithin(link, zone))
      const linked = links.flatMap((link) => shapeOf(link.get('properties', 'virtualNetwork', 'id')) ?? [])
      const path = unreadAmong(estate, [linkType])
      if (links.length === 0)
        yield path === undefined
          ? report('unlinked', { zone: zone.name }, { at: [], of: zone })
          : unknown('unread', { path }, { at: [], of: zone })
      // Terraform and parameters name networks in ways that cannot be compared; ids that are spelt out can.
      else if (network?.startsWith('/subscriptions/') === true && linked.every((id) => id.startsWith('/subscriptions/') && id !== network))
        yield report('elsewhere', { zone: zone.name, network: shownShape(lastPart(network)) }, { at: [], of: zone })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/private-link/private-endpoint-dns'],
  examples: [
    { name: 'Bicep with a zone without a link', file: 'main.bicep', source: bicep('«zone»', ''), fails: ['unlinked'] },
    {
      name: 'Bicep with a zone that is linked to another network',
      file: 'main.bicep',
      source: bicep('«zone»', linkTo("resourceId('Microsoft.Network/virtualNetworks', 'hub')")),
      fails: ['elsewhere'],
    },
    { name: 'Bicep with a zone that is linked', file: 'main.bicep', source: bicep('zone', linkTo('vnet.id')) },
    {
      name: 'Terraform with a zone without a link',
      file: 'main.tf',
      source: terraform('«resource "azurerm_private_dns_zone" "vault"»', ''),
      fails: ['unlinked'],
    },
    {
      name: 'Terraform with a zone that is linked',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_private_dns_zone" "vault"',
        `
resource "azurerm_private_dns_zone_virtual_network_link" "vault" {
  name                  = "vault"
  private_dns_zone_name = azurerm_private_dns_zone.vault.name
  virtual_network_id    = azurerm_virtual_network.vnet.id
}
`,
      ),
    },
    {
      name: 'an ARM template with a zone without a link',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": «"Microsoft.Network/privateDnsZones"»,
      "apiVersion": "2024-06-01",
      "name": "privatelink.vaultcore.azure.net",
      "location": "global"
    },
    {
      "type": "Microsoft.Network/privateEndpoints",
      "apiVersion": "2025-01-01",
      "name": "vault",
      "properties": {
        "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'endpoints')]" }
      }
    },
    {
      "type": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      "apiVersion": "2025-01-01",
      "name": "vault/default",
      "properties": {
        "privateDnsZoneConfigs": [
          {
            "name": "vault",
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
      fails: ['unlinked'],
    },
  ],
})

function bicep(zone: string, more: string): string {
  return `resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet'

  resource endpoints 'subnets' = {
    name: 'endpoints'
  }
}

resource ${zone} 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}
${more}
resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'vault'
  properties: {
    subnet: {
      id: vnet::endpoints.id
    }
  }

  resource group 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'vault'
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

function linkTo(network: string): string {
  return `
resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: 'vnet'
  properties: {
    virtualNetwork: {
      id: ${network}
    }
  }
}
`
}

function terraform(zone: string, more: string): string {
  return `${zone} {
  name = "privatelink.vaultcore.azure.net"
}
${more}
resource "azurerm_private_endpoint" "vault" {
  name      = "vault"
  subnet_id = azurerm_subnet.endpoints.id

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.vault.id]
  }
}
`
}
