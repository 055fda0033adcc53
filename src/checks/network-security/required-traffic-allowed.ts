import { defineCheck, notApplicable } from '../../core/check.ts'
import { flag } from '../../core/option.ts'
import { text, type Text } from '../../core/text.ts'
import { isPrivateCluster } from '../../models/azure/cluster-network.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import { requiredTraffic, type NodeNetwork } from '../../models/azure/required-traffic.ts'
import { shownShape, type AzureResource } from '../../models/azure/resource.ts'
import { securityGroups, type EffectiveRules, type SecurityRule } from '../../models/azure/security-rules.ts'
import { poolSubnetsOf, rangesOf, subnets } from '../../models/azure/subnets.ts'
import { passageOf } from '../../models/azure/traffic.ts'

export const requiredTrafficAllowed = defineCheck({
  id: 'network-security/required-traffic-allowed',
  controls: ['net-nsg-management'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The security group lets through what nodes need', ja: 'セキュリティグループでノードに必要な通信を許可する' }),
  why: text({
    en: 'A rule that blocks the control plane, the registries of the platform, Entra ID or other nodes breaks upgrades and sign-in in ways that look like something else.',
    ja: 'コントロールプレーン、プラットフォームのレジストリ、Entra ID、別のノードへの通信を遮断すると、アップグレードやサインインが一見無関係な形で失敗します。',
  }),
  subject: managedCluster,
  reads: 'estate',
  options: {
    oldTunnel: flag(
      false,
      text({
        en: 'also require 1194/udp, 9000/tcp and 123/udp, which only clusters from before the konnectivity agent need',
        ja: '1194/udp、9000/tcp、123/udp の許可も求める（konnectivity エージェントより前のクラスターだけが必要とする）',
      }),
    ),
  },
  messages: {
    blocked: text({ en: 'rule {rule} blocks {what}', ja: '規則 {rule} が{what}との通信を遮断しています' }),
    undecided: text({
      en: 'whether {what} is let through depends on {input}, which is not known here',
      ja: '{what}との通信が許可されるかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate, options: { oldTunnel } }) {
    const own = poolSubnetsOf(cluster, estate.view(resourcesByType)).filter(({ isOfPods }) => !isOfPods)
    if (own.length === 0) return notApplicable(text({ en: 'the service makes the network', ja: 'ネットワークをサービスが作成します' }))
    for (const { id, of, at, open } of own) {
      const subnet = estate.view(subnets).find(id)
      const groupId = subnet === undefined ? undefined : shapeOf(subnet.get('networkSecurityGroup', 'id'))
      // A subnet without a group lets everything through; that is a question of its own.
      if (subnet !== undefined && groupId === undefined) continue
      const group = groupId === undefined ? undefined : estate.view(securityGroups).find(groupId)
      if (subnet === undefined || group === undefined) {
        const input = open?.reason.decidedBy ?? shownShape(groupId ?? id)
        yield unknown('undecided', { what: needed, input }, { at, of, severity: 'info' })
        continue
      }
      const network = {
        ranges: rangesOf(subnet),
        isPrivate: isPrivateCluster(cluster) !== false,
        region: regionOf(cluster),
        withOldTunnel: oldTunnel,
      }
      const { blocked, undecided } = tryAll(network, estate.view(securityGroups).of(group))
      for (const [rule, names] of blocked)
        yield report('blocked', { rule: rule.name, what: listed(names) }, { at: [...rule.path, 'access'], of: rule.holder })
      for (const [input, names] of undecided) yield unknown('undecided', { what: listed(names), input }, { at, of })
    }
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/outbound-rules-control-egress',
    'https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview',
  ],
  examples: [
    {
      name: 'Bicep that closes everything outbound but the API server',
      file: 'main.bicep',
      source: bicep(`    securityRules: [
      {
        name: 'control-plane'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureKubernetesService'
          destinationPortRange: '443'
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Outbound'
          access: «'Deny'»
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
    ]
`),
      fails: ['blocked'],
    },
    {
      name: 'Bicep that closes everything outbound but Azure',
      file: 'main.bicep',
      source: bicep(`    securityRules: [
      {
        name: 'azure'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '10.1.0.0/16'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureCloud'
          destinationPortRanges: ['443', '9000']
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
    ]
`),
    },
    {
      name: 'the same for a cluster from before the konnectivity agent',
      file: 'main.bicep',
      options: { oldTunnel: true },
      source: bicep(`    securityRules: [
      {
        name: 'azure'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          destinationAddressPrefix: 'AzureCloud'
          destinationPortRanges: ['443', '9000']
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Outbound'
          access: «'Deny'»
          protocol: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
    ]
`),
      fails: ['blocked'],
    },
    {
      name: 'Bicep with a destination that a parameter decides',
      file: 'main.bicep',
      source: bicep(`    securityRules: [
      {
        name: 'closed'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          destinationAddressPrefix: closed
          destinationPortRange: '*'
        }
      }
    ]
`)
        .replace('vnetSubnetID: nodes.id', 'vnetSubnetID: ‹nodes.id›')
        .replace(/^/, 'param closed string\n\n'),
      unknown: ['undecided'],
    },
    {
      name: 'Terraform whose own rule shuts out nodes and the load balancer',
      file: 'main.tf',
      source: terraform('«"Deny"»', ''),
      fails: ['blocked'],
    },
    {
      name: 'Terraform with exceptions before it',
      file: 'main.tf',
      source: terraform(
        '"Deny"',
        `
resource "azurerm_network_security_rule" "needed" {
  for_each                    = { VirtualNetwork = 100, AzureLoadBalancer = 110 }
  name                        = each.key
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = each.value
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "*"
  source_address_prefix       = each.key
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}
`,
      ),
    },
    {
      name: 'an ARM template that blocks sign-in',
      file: 'main.json',
      source: arm('«"Deny"»'),
      fails: ['blocked'],
    },
    {
      name: 'an ARM template that allows it by name',
      file: 'main.json',
      source: arm('"Allow"'),
    },
  ],
})

const needed = text({ en: 'what nodes need', ja: 'ノードに必要な宛先' })

interface Outcome {
  readonly blocked: ReadonlyMap<SecurityRule, ReadonlySet<Text<never>>>
  /** By what would decide it. */
  readonly undecided: ReadonlyMap<string, ReadonlySet<Text<never>>>
}

function tryAll(network: NodeNetwork, rules: EffectiveRules): Outcome {
  const blocked = new Map<SecurityRule, Set<Text<never>>>()
  const undecided = new Map<string, Set<Text<never>>>()
  for (const { what, connection } of requiredTraffic(network)) {
    const passage = passageOf(connection, rules)
    if (passage.state === 'denied' && passage.rule !== undefined) note(blocked, passage.rule, what)
    if (passage.state === 'undecided') note(undecided, passage.open?.reason.decidedBy ?? passage.rule?.name ?? '', what)
  }
  return { blocked, undecided }
}

function note<K>(found: Map<K, Set<Text<never>>>, key: K, what: Text<never>): void {
  const known = found.get(key)
  if (known === undefined) found.set(key, new Set([what]))
  else known.add(what)
}

function listed(names: ReadonlySet<Text<never>>): Text<never> {
  const all = [...names]
  return { en: all.map(({ en }) => en).join(', '), ja: all.map(({ ja }) => ja).join('、') }
}

function regionOf(cluster: AzureResource): string | undefined {
  return cluster.text('location')?.toLowerCase().replaceAll(' ', '')
}

function bicep(rules: string): string {
  return `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  location: 'westeurope'
  properties: {
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
    addressPrefix: '10.1.2.0/24'
    networkSecurityGroup: {
      id: nsg.id
    }
  }
}

resource nsg 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nodes'
  properties: {
${rules}  }
}
`
}

function terraform(access: string, more: string): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name           = "system"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }
}

resource "azurerm_subnet" "nodes" {
  name             = "nodes"
  address_prefixes = ["10.1.2.0/24"]
}

resource "azurerm_network_security_group" "nodes" {
  name = "nodes"
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}

resource "azurerm_network_security_rule" "closed" {
  name                        = "closed"
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = 4000
  direction                   = "Inbound"
  access                      = ${access}
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "10.0.0.0/8"
  destination_port_range      = "*"
}
${more}`
}

function arm(access: string): string {
  return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "agentPoolProfiles": [
          { "name": "system", "vnetSubnetID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'nodes')]" }
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2025-01-01",
      "name": "vnet",
      "properties": {
        "subnets": [
          {
            "name": "nodes",
            "properties": {
              "addressPrefix": "10.1.2.0/24",
              "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'nodes')]" }
            }
          }
        ]
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2025-01-01",
      "name": "nodes",
      "properties": {
        "securityRules": [
          {
            "name": "entra",
            "properties": {
              "priority": 100,
              "direction": "Outbound",
              "access": ${access},
              "protocol": "Tcp",
              "sourceAddressPrefix": "*",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "AzureActiveDirectory",
              "destinationPortRange": "443"
            }
          }
        ]
      }
    }
  ]
}
`
}
