import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { collectionsIn, isAnywhere, translates } from '../../models/azure/firewall-collections.ts'
import { firewallRules } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { itemsOf, valueAt, type Value } from '../../models/azure/value/value.ts'

/** What sites answer the world at. Whether they should is a question of ingress, not of the firewall. */
const webPorts: ReadonlySet<string> = new Set(['80', '443'])

export const noOpenDestinationNat = defineCheck({
  id: 'network-security/no-open-destination-nat',
  controls: ['net-egress-firewall', 'net-nsg-open-inbound'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'The firewall forwards only web traffic from the internet',
    ja: 'ファイアウォールでインターネットから転送する通信を Web に限る',
  }),
  why: text({
    en: 'A translation from any source puts what is behind it on the internet: SSH, databases and APIs are found and tried within minutes.',
    ja: '送信元を限らない変換を置くと、背後のサービスがインターネットに公開されます。SSH やデータベース、API は数分で見つかり、攻撃されます。',
  }),
  subject: firewallRules,
  messages: {
    open: text({ en: 'port {ports} is forwarded from any source', ja: 'どの送信元からもポート {ports} が転送されます' }),
    undecided: text({
      en: 'whether port {ports} is forwarded from any source depends on {input}, which is not known here',
      ja: 'どの送信元からもポート {ports} が転送されるかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(holder: AzureResource, { report, unknown }) {
    for (const collection of collectionsIn(holder).collections) {
      if (!translates(collection)) continue
      for (const [number, rule] of collection.rules.entries()) {
        const ports = portsOf(rule)
        if (ports.every((port) => webPorts.has(port))) continue
        const sources = valueAt(rule, ['sourceAddresses'])
        const at = [...collection.at, number, 'sourceAddresses']
        const wide = itemsOf(sources).findIndex((item) => isAnywhere(shapeOf(item) ?? ''))
        const args = { ports: ports.join(', ') }
        if (wide >= 0) yield report('open', args, { at: [...at, wide] })
        else if (sources?.kind === 'unknown') yield unknown('undecided', { ...args, input: sources.reason.decidedBy }, { at })
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/firewall/destination-nat-rules'],
  examples: [
    { name: 'Bicep that forwards SSH from anywhere', file: 'main.bicep', source: policy("«'*'»", '22'), fails: ['open'] },
    { name: 'Bicep that forwards SSH from one address', file: 'main.bicep', source: policy("'203.0.113.4'", '22') },
    { name: 'Bicep that forwards a site', file: 'main.bicep', source: policy("'*'", '443') },
    {
      name: 'Bicep with sources that a parameter decides',
      file: 'main.bicep',
      source: `param from array\n\n${policy("'*'", '22').replace("sourceAddresses: ['*']", 'sourceAddresses: ‹from›')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with a policy that forwards RDP from anywhere',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy_rule_collection_group" "in" {
  name = "in"

  nat_rule_collection {
    name     = "in"
    priority = 100
    action   = "Dnat"

    rule {
      name                = "desktop"
      protocols           = ["TCP"]
      source_addresses    = [«"*"»]
      destination_address = "203.0.113.10"
      destination_ports   = ["3389"]
      translated_address  = "10.0.0.4"
      translated_port     = 3389
    }
  }
}
`,
      fails: ['open'],
    },
    {
      name: 'Terraform with a classic firewall that forwards SSH from anywhere',
      file: 'main.tf',
      source: `resource "azurerm_firewall_nat_rule_collection" "in" {
  name                = "in"
  azure_firewall_name = "egress"
  priority            = 100
  action              = "Dnat"

  rule {
    name                  = "shell"
    protocols             = ["TCP"]
    source_addresses      = [«"0.0.0.0/0"»]
    destination_addresses = ["203.0.113.10"]
    destination_ports     = ["2222"]
    translated_address    = "10.0.0.4"
    translated_port       = 22
  }
}
`,
      fails: ['open'],
    },
    {
      name: 'an ARM template with a classic firewall that forwards a database from anywhere',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/azureFirewalls",
      "apiVersion": "2025-01-01",
      "name": "egress",
      "properties": {
        "natRuleCollections": [
          {
            "name": "in",
            "properties": {
              "priority": 100,
              "action": { "type": "Dnat" },
              "rules": [
                {
                  "name": "database",
                  "protocols": ["TCP"],
                  "sourceAddresses": [«"*"»],
                  "destinationAddresses": ["203.0.113.10"],
                  "destinationPorts": ["5432"],
                  "translatedAddress": "10.0.0.4",
                  "translatedPort": "5432"
                }
              ]
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

/** The ports that a rule answers at, and the one that it leads to: a site is one at both ends. */
function portsOf(rule: Value): readonly string[] {
  const listed = [...itemsOf(valueAt(rule, ['destinationPorts'])), valueAt(rule, ['translatedPort'])]
  return listed.flatMap((port) => (port?.kind === 'scalar' && port.value !== null ? [String(port.value)] : (shapeOf(port) ?? [])))
}

function policy(source: string, port: string): string {
  return `resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-01-01' = {
  name: 'policy/in'
  properties: {
    priority: 100
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyNatRuleCollection'
        name: 'in'
        priority: 100
        action: {
          type: 'DNAT'
        }
        rules: [
          {
            ruleType: 'NatRule'
            name: 'in'
            ipProtocols: ['TCP']
            sourceAddresses: [${source}]
            destinationAddresses: ['203.0.113.10']
            destinationPorts: ['${port}']
            translatedAddress: '10.0.0.4'
            translatedPort: '${port}'
          }
        ]
      }
    ]
  }
}
`
}
