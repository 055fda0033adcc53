import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { privateEndpoint } from '../../models/azure/kinds.ts'
import { linkedNetworks, networkOf, nodeNetworks } from '../../models/azure/networks.ts'
import { groupsOf, zoneIdsOf } from '../../models/azure/private-endpoints.ts'
import { isZoneAmong, zonesOfGroup } from '../../models/azure/private-link.ts'
import { lastPart, resourcesByType, shapeOf, type ResourcesByType } from '../../models/azure/relations.ts'
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
    otherZone: text({
      en: 'names of {group} are looked up in {zones}, not in {zone}',
      ja: '{group} の名前は {zone} ではなく {zones} で解決されます',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(endpoint: AzureResource, { report, unknown, estate }) {
    const resources = estate.view(resourcesByType)
    const named = zoneIdsOf(endpoint, resources.within(endpoint, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'))
    const own = [...new Set(named)].flatMap((id) => resources.withId(id, 'Microsoft.Network/privateDnsZones') ?? [])
    if (own.length === 0)
      return notApplicable(text({ en: 'its zone is not among what was scanned', ja: 'ゾーンが検査対象に含まれていません' }))
    const wrong = groupInOtherZone(endpoint, own, named)
    if (wrong !== undefined) yield report('otherZone', wrong, { at: [] })
    const needed = networksInNeed(endpoint, estate.view(nodeNetworks).beside(endpoint), resources)
    for (const zone of own) {
      const links = resources.within(zone, linkType)
      const path = unreadAmong(estate, [linkType])
      if (links.length === 0)
        yield path === undefined
          ? report('unlinked', { zone: zone.name }, { at: [], of: zone })
          : unknown('unread', { path }, { at: [], of: zone })
      else {
        const linked = linkedNetworks(links, resources)
        const lacking = linked.includes(undefined) ? [] : needed.filter(({ id }) => !linked.includes(id))
        for (const { name } of lacking.slice(0, 1)) yield report('elsewhere', { zone: zone.name, network: name }, { at: [], of: zone })
      }
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
      name: 'Terraform with a zone that is linked to another network',
      file: 'main.tf',
      source: terraformNetworks('«resource "azurerm_private_dns_zone" "vault"»', 'azurerm_virtual_network.hub.id'),
      fails: ['elsewhere'],
    },
    {
      name: 'Terraform with a zone that is linked to the network',
      file: 'main.tf',
      source: terraformNetworks('resource "azurerm_private_dns_zone" "vault"', 'azurerm_virtual_network.vnet.id'),
    },
    {
      name: 'Bicep with an endpoint in the zone of another service',
      file: 'main.bicep',
      source: bicep('zone', linkTo('vnet.id'))
        .replace("resource endpoint '", "resource «endpoint» '")
        .replace(
          `
  properties: {
    subnet: {`,
          `
  properties: {
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          groupIds: ['blob']
        }
      }
    ]
    subnet: {`,
        ),
      fails: ['otherZone'],
    },
    {
      name: 'Bicep with a zone that is not linked to the network of the nodes',
      file: 'main.bicep',
      source: `resource spoke 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'spoke'

  resource nodes 'subnets' = {
    name: 'nodes'
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: spoke::nodes.id
      }
    ]
  }
}

${bicep('«zone»', linkTo('vnet.id'))}`,
      fails: ['elsewhere'],
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

interface Network {
  readonly id: string
  readonly name: string
}

/** The network of an endpoint, and those of the nodes that are deployed with it: names have to lead to it in all of them. */
function networksInNeed(endpoint: AzureResource, ofNodes: readonly AzureResource[], resources: ResourcesByType): readonly Network[] {
  const own = networkOf(shapeOf(endpoint.get('properties', 'subnet', 'id')) ?? '', resources)
  const found = new Map<string, Network>(ofNodes.map((network) => [network.id, network]))
  const declared = own === undefined ? undefined : resources.withId(own, 'Microsoft.Network/virtualNetworks')
  if (own !== undefined) found.set(own, declared ?? { id: own, name: shownShape(lastPart(own)) })
  return [...found.values()]
}

/** The part that an endpoint leads to, where none of its zones is one that names of that part are in. */
function groupInOtherZone(
  endpoint: AzureResource,
  own: readonly AzureResource[],
  named: readonly string[],
): { readonly group: string; readonly zone: string; readonly zones: string } | undefined {
  const [group] = groupsOf(endpoint)
  const zones = group === undefined ? [] : zonesOfGroup(group)
  // Of a zone that is not among what was scanned it is not known what it is.
  if (group === undefined || zones.length === 0 || own.length < named.length) return undefined
  if (own.some(({ name }) => isZoneAmong(name.toLowerCase(), zones))) return undefined
  return { group, zone: own.map(({ name }) => name).join(', '), zones: zones.join(', ') }
}

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

function terraformNetworks(zone: string, linked: string): string {
  return `resource "azurerm_virtual_network" "vnet" {
  name = "vnet"
}

resource "azurerm_virtual_network" "hub" {
  name = "hub"
}

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = azurerm_virtual_network.vnet.name
  address_prefixes     = ["10.1.0.0/24"]
}

${terraform(
  zone,
  `
resource "azurerm_private_dns_zone_virtual_network_link" "vault" {
  name                  = "vault"
  private_dns_zone_name = azurerm_private_dns_zone.vault.name
  virtual_network_id    = ${linked}
}
`,
)}`
}
