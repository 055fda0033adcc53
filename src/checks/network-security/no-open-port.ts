import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { securityGroupOrRule } from '../../models/azure/kinds.ts'
import { isManagedGroup } from '../../models/azure/managed-group.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { securityGroups, type EffectiveRules, type SecurityRule } from '../../models/azure/security-rules.ts'
import { fromInternet, passageOf } from '../../models/azure/traffic.ts'

/** What sites answer the world at. Whether they should is a question of ingress. */
const webPorts: ReadonlySet<number> = new Set([80, 443])

export const noOpenPort = defineCheck({
  id: 'network-security/no-open-port',
  controls: ['net-nsg-open-inbound'],
  coveredBy: ['network-security/no-open-inbound', 'network-security/no-remote-access-from-internet'],
  subject: securityGroupOrRule,
  severity: 'medium',
  confidence: 'high',
  reads: 'estate',
  since: '0.1.0',
  title: text({ en: 'Only web ports are open to the internet', ja: 'インターネットに開放するポートを Web に限る' }),
  why: text({
    en: 'Node ports, kubelets, databases and DNS are meant for the network; open to the internet each of them is scanned and tried all day.',
    ja: 'NodePort、kubelet、データベース、DNS はネットワーク内で使うものです。インターネットに開放すると、絶えず探索と攻撃を受けます。',
  }),
  messages: {
    open: text({ en: 'rule {rule} opens {port} to the internet', ja: '規則 {rule} が {port} をインターネットに開放しています' }),
  },
  *evaluate(resource: AzureResource, { report, estate }) {
    if (isManagedGroup(resource))
      return notApplicable(text({ en: 'the service opens it for Services', ja: 'サービスが Service のために開いたものです' }))
    const effective = estate.view(securityGroups).of(resource)
    for (const rule of effective.rules) {
      // A rule that is a resource of its own answers for itself.
      if (rule.holder !== resource || !rule.inbound || !rule.allows) continue
      const found = openPortOf(rule, effective)
      if (found === undefined) continue
      const several = rule.holder.get(...rule.path, 'destinationPortRanges')
      const at = [...rule.path, several?.kind === 'list' && several.items.length > 0 ? 'destinationPortRanges' : 'destinationPortRange']
      yield report('open', { rule: rule.name, port: found }, { at })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview'],
  examples: [
    { name: 'Bicep that opens a node port', file: 'main.bicep', source: bicep("'*'", "«'30080'»"), fails: ['open'] },
    { name: 'Bicep that opens a site', file: 'main.bicep', source: bicep("'*'", "'443'") },
    { name: 'Bicep that opens a node port to one network', file: 'main.bicep', source: bicep("'203.0.113.0/24'", "'30080'") },
    {
      name: 'Terraform that opens the kubelet and DNS',
      file: 'main.tf',
      source: terraform('«["443", "10250"]»', '"Tcp"') + terraform('«["53"]»', '"Udp"').replaceAll('"in"', '"dns"').replace('100', '110'),
      fails: ['open', 'open'],
    },
    { name: 'Terraform that opens a site', file: 'main.tf', source: terraform('["80", "443"]', '"Tcp"') },
    {
      name: 'Terraform with a rule for some interfaces that another rule closes',
      file: 'main.tf',
      source: `resource "azurerm_network_security_group" "nodes" {
  name = "nodes"

  security_rule {
    name                       = "closed"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "Internet"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }

  security_rule {
    name                                       = "database"
    priority                                   = 200
    direction                                  = "Inbound"
    access                                     = "Allow"
    protocol                                   = "Tcp"
    source_address_prefix                      = "*"
    source_port_range                          = "*"
    destination_application_security_group_ids = [azurerm_application_security_group.data.id]
    destination_port_range                     = "5432"
  }
}
`,
    },
    {
      name: 'an ARM template that opens a range',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2025-01-01",
      "name": "nodes",
      "properties": {
        "securityRules": [
          {
            "name": "range",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "Internet",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": «"80-8080"»
            }
          }
        ]
      }
    }
  ]
}
`,
      fails: ['open'],
    },
  ],
})

/** The first port beside those of sites that a rule really opens: no rule before it closes the port, and none of its parts is unknown. */
function openPortOf(rule: SecurityRule, effective: EffectiveRules): string | undefined {
  for (const range of rule.ports) {
    const [low, high] = range === '*' ? [0, 65_535] : range.split('-').map(Number)
    if (low === undefined || Number.isNaN(low)) continue
    const port = [low, low + 1, high ?? low].find((candidate) => candidate <= (high ?? low) && !webPorts.has(candidate))
    if (port === undefined) continue
    for (const protocol of ['tcp', 'udp'] as const) {
      const passage = passageOf(fromInternet(port, protocol), effective)
      if (passage.state === 'allowed' && passage.rule === rule) return `${range}/${protocol}`
    }
  }
  return undefined
}

function bicep(source: string, port: string): string {
  return `resource nodes 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nodes'
  properties: {
    securityRules: [
      {
        name: 'in'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: ${source}
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: ${port}
        }
      }
    ]
  }
}
`
}

function terraform(ports: string, protocol: string): string {
  return `resource "azurerm_network_security_rule" "in" {
  name                        = "in"
  network_security_group_name = "nodes"
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = ${protocol}
  source_address_prefix       = "Internet"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = ${ports}
}
`
}
