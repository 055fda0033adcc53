import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { securityGroupOrRule } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { securityGroups } from '../../models/azure/security-rules.ts'
import { fromInternet, passageOf } from '../../models/azure/traffic.ts'

/** Ports from all over the range: of etcd, of the kubelet, of node ports, and its ends. */
const sample = [1, 2379, 10_250, 30_000, 65_535]

export const noOpenInbound = defineCheck({
  id: 'network-security/no-open-inbound',
  controls: ['net-nsg-open-inbound'],
  subject: securityGroupOrRule,
  severity: 'high',
  confidence: 'high',
  reads: 'estate',
  since: '0.1.0',
  title: text({ en: 'No rule opens every port to the internet', ja: 'すべてのポートをインターネットに開放しない' }),
  why: text({
    en: 'Behind the subnet are kubelets, node ports and whatever pods publish; a rule for all ports publishes all of them at once.',
    ja: 'サブネットには kubelet、NodePort、Pod が公開するポートがあります。全ポートの規則は、そのすべてを一度に公開します。',
  }),
  messages: {
    open: text({ en: 'rule {rule} opens every port to the internet', ja: '規則 {rule} がすべてのポートをインターネットに開放しています' }),
  },
  *evaluate(resource: AzureResource, { report, estate }) {
    const effective = estate.view(securityGroups).of(resource)
    const passages = sample.map((port) => passageOf(fromInternet(port), effective))
    const rule = passages[0]?.rule
    if (rule === undefined || rule.holder !== resource) return
    if (passages.every((passage) => passage.state === 'allowed' && passage.rule === rule)) {
      const several = rule.holder.get(...rule.path, 'destinationPortRanges')
      const at = [...rule.path, several?.kind === 'list' && several.items.length > 0 ? 'destinationPortRanges' : 'destinationPortRange']
      yield report('open', { rule: rule.name }, { at })
    }
  },
  references: ['https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview'],
  examples: [
    {
      name: 'Bicep that lets everything in',
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
          destinationPortRange: «'*'»
        }
      }
      {
        name: 'remote-access'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          destinationPortRanges: ['22', '3389']
        }
      }
    ]
  }
}
`,
      fails: ['open'],
    },
    {
      name: 'Terraform that lets everything in',
      file: 'main.tf',
      source: `resource "azurerm_network_security_group" "nodes" {
  name = "nodes"

  security_rule {
    name                       = "all"
    priority                   = 300
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = «"0-65535"»
  }

  security_rule {
    name                       = "remote-access"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_ranges    = ["22", "3389"]
  }
}
`,
      fails: ['open'],
    },
    {
      name: 'an ARM template that publishes a web site',
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
            "name": "web",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "Internet",
              "destinationPortRanges": ["80", "443"]
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
      name: 'everything, shut out by a smaller number',
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
          sourceAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'nobody'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
    ]
  }
}
`,
    },
  ],
})
