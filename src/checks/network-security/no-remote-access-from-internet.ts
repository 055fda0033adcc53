import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { securityGroupOrRule } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { securityGroups } from '../../models/azure/security-rules.ts'
import { fromInternet, passageOf } from '../../models/azure/traffic.ts'

const remoteAccess = [
  [22, 'SSH'],
  [3389, 'RDP'],
] as const

export const noRemoteAccessFromInternet = defineCheck({
  id: 'network-security/no-remote-access-from-internet',
  controls: ['node-ssh-not-exposed', 'net-nsg-open-inbound'],
  subject: securityGroupOrRule,
  severity: 'critical',
  confidence: 'high',
  reads: 'estate',
  since: '0.1.0',
  title: text({ en: 'SSH and RDP are closed to the internet', ja: 'SSH と RDP をインターネットに開放しない' }),
  why: text({
    en: 'Ports of remote access are found within minutes and tried with stolen and guessed passwords without end.',
    ja: 'リモートアクセスのポートは数分で見つかり、盗まれたり推測されたりしたパスワードで試され続けます。',
  }),
  messages: {
    open: text({ en: 'rule {rule} opens {service} to the internet', ja: '規則 {rule} が {service} をインターネットに開放しています' }),
    undecided: text({
      en: 'whether rule {rule} opens {service} to the internet depends on {input}, which is not known here',
      ja: '規則 {rule} が {service} をインターネットに開放するかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(resource: AzureResource, { report, unknown, estate }) {
    const effective = estate.view(securityGroups).of(resource)
    for (const [port, service] of remoteAccess) {
      const passage = passageOf(fromInternet(port), effective)
      const { rule } = passage
      // A rule that is a resource of its own answers for itself.
      if (rule === undefined || rule.holder !== resource || passage.state === 'denied') continue
      const at = [...rule.path, 'access']
      if (passage.state === 'allowed') yield report('open', { rule: rule.name, service }, { at })
      else if (passage.state === 'undecided' && passage.open !== undefined)
        yield unknown('undecided', { rule: rule.name, service, input: passage.open.reason.decidedBy }, { at })
    }
  },
  references: ['https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview'],
  examples: [
    {
      name: 'a rule that allows SSH from everywhere',
      file: 'main.bicep',
      source: `resource nsg 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      {
        name: 'ssh'
        properties: {
          priority: 200
          direction: 'Inbound'
          access: «'Allow'»
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['20-25', '443']
        }
      }
    ]
  }
}
`,
      fails: ['open'],
    },
    {
      name: 'a deny with a smaller number comes first',
      file: 'main.bicep',
      source: `resource nsg 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      {
        name: 'all'
        properties: {
          priority: 300
          direction: 'Inbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
      {
        name: 'closed'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Deny'
          protocol: 'Tcp'
          sourceAddressPrefix: '0.0.0.0/0'
          destinationPortRanges: ['22', '3389']
        }
      }
    ]
  }
}
`,
    },
    {
      name: 'Terraform, a rule of its own, for both',
      file: 'main.tf',
      source: `resource "azurerm_network_security_rule" "any" {
  name                       = "any"
  priority                   = 100
  direction                  = "Inbound"
  access                     = «"Allow"»
  protocol                   = "*"
  source_address_prefix      = "*"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "*"
}
`,
      fails: [['open', 'open']],
    },
    {
      name: 'Terraform, a deny of its own that comes first',
      file: 'main.tf',
      source: `resource "azurerm_network_security_group" "nodes" {
  name = "nodes"

  security_rule {
    name                       = "web"
    priority                   = 200
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "Internet"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "0-8080"
  }
}

resource "azurerm_network_security_rule" "closed" {
  name                        = "closed"
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = ["22", "3389"]
}
`,
    },
    {
      name: 'an ARM template that allows one address',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2025-01-01",
      "name": "nsg",
      "properties": {
        "securityRules": [
          {
            "name": "ssh",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "203.0.113.7",
              "destinationPortRange": "22"
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
      name: 'a source that a parameter decides',
      file: 'main.bicep',
      source: `param from string

resource nsg 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      {
        name: 'ssh'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: ‹'Allow'›
          protocol: 'Tcp'
          sourceAddressPrefix: from
          destinationPortRange: '22'
        }
      }
    ]
  }
}
`,
      unknown: ['undecided'],
    },
  ],
})
