import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { collectionsIn, isAnywhere, translates } from '../../models/azure/firewall-collections.ts'
import { firewallRules } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { itemsOf, valueAt } from '../../models/azure/value/value.ts'

const destinations = ['targetFqdns', 'destinationFqdns', 'destinationAddresses', 'targetUrls'] as const

export const noOpenFirewall = defineCheck({
  id: 'network-security/no-open-firewall',
  controls: ['net-egress-firewall'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The firewall lets out what is needed, not everything', ja: 'ファイアウォールで必要な宛先だけを許可する' }),
  why: text({
    en: 'A rule that allows any destination makes the firewall a router: stolen data leaves by it like everything else.',
    ja: 'すべての宛先を許可する規則があると、ファイアウォールはただのルーターになり、盗まれたデータもそこから出ていきます。',
  }),
  subject: firewallRules,
  messages: {
    anywhere: text({ en: 'the rule allows any destination', ja: '規則がすべての宛先を許可しています' }),
    undecided: text({
      en: 'whether the rule allows any destination depends on {input}, which is not known here',
      ja: '規則がすべての宛先を許可するかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(holder: AzureResource, { report, unknown }) {
    for (const collection of collectionsIn(holder).collections) {
      if (translates(collection) || shapeOf(collection.action) !== 'allow') continue
      for (const [number, rule] of collection.rules.entries()) {
        for (const key of destinations) {
          const listed = valueAt(rule, [key])
          const at = [...collection.at, number, key]
          const wide = itemsOf(listed).findIndex((item) => isAnyDestination(shapeOf(item) ?? ''))
          if (wide >= 0) yield report('anywhere', {}, { at: [...at, wide] })
          else if (listed?.kind === 'unknown' && listed.reason.kind === 'parameter')
            yield unknown('undecided', { input: listed.reason.decidedBy }, { at })
        }
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/outbound-rules-control-egress'],
  examples: [
    {
      name: 'Bicep that allows everything',
      file: 'main.bicep',
      source: `resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-01-01' = {
  name: 'policy/aks'
  properties: {
    priority: 200
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'out'
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'web'
            targetFqdns: [
              «'*'»
            ]
          }
        ]
      }
    ]
  }
}
`,
      fails: ['anywhere'],
    },
    {
      name: 'Terraform that allows everything',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy_rule_collection_group" "aks" {
  name = "aks"

  application_rule_collection {
    name   = "out"
    action = "Allow"

    rule {
      name              = "web"
      destination_fqdns = [«"*"»]
    }
  }
}
`,
      fails: ['anywhere'],
    },
    {
      name: 'Bicep with a classic firewall that allows everything',
      file: 'main.bicep',
      source: classic("«'0.0.0.0/0'»"),
      fails: ['anywhere'],
    },
    { name: 'Bicep with a classic firewall and one destination', file: 'main.bicep', source: classic("'10.0.0.4'") },
    {
      name: 'Bicep with destinations that a parameter decides',
      file: 'main.bicep',
      source: `param out array\n\n${classic("'*'").replace("destinationAddresses: ['*']", 'destinationAddresses: ‹out›')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with a collection of a classic firewall',
      file: 'main.tf',
      source: `resource "azurerm_firewall_network_rule_collection" "out" {
  name                = "out"
  azure_firewall_name = "egress"
  priority            = 100
  action              = "Allow"

  rule {
    name                  = "all"
    source_addresses      = ["10.0.0.0/8"]
    destination_addresses = [«"*"»]
    destination_ports     = ["*"]
    protocols             = ["Any"]
  }
}

resource "azurerm_firewall_application_rule_collection" "web" {
  name                = "web"
  azure_firewall_name = "egress"
  priority            = 200
  action              = "Allow"

  rule {
    name             = "web"
    source_addresses = ["10.0.0.0/8"]
    target_fqdns     = ["mcr.microsoft.com", «"*.com"»]
  }
}
`,
      fails: ['anywhere', 'anywhere'],
    },
    {
      name: 'Terraform with a collection of a classic firewall that denies',
      file: 'main.tf',
      source: `resource "azurerm_firewall_network_rule_collection" "out" {
  name                = "out"
  azure_firewall_name = "egress"
  action              = "Deny"

  rule {
    name                  = "all"
    destination_addresses = ["*"]
  }
}
`,
    },
    {
      name: 'an answer with a classic firewall that allows everything',
      file: 'firewalls.json',
      source: `[
  {
    "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/hub/providers/Microsoft.Network/azureFirewalls/egress",
    "name": "egress",
    "type": "Microsoft.Network/azureFirewalls",
    "properties": {
      "networkRuleCollections": [
        {
          "name": "out",
          "properties": {
            "priority": 100,
            "action": { "type": "Allow" },
            "rules": [{ "name": "all", "protocols": ["Any"], "destinationAddresses": [«"*"»], "destinationPorts": ["*"] }]
          }
        }
      ]
    }
  }
]
`,
      fails: ['anywhere'],
    },
    {
      name: 'Terraform with one name',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy_rule_collection_group" "aks" {
  name = "aks"

  application_rule_collection {
    name   = "out"
    action = "Allow"

    rule {
      name              = "web"
      destination_fqdns = ["mcr.microsoft.com"]
    }
  }
}
`,
    },
    {
      name: 'an ARM template with one name',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
      "apiVersion": "2025-01-01",
      "name": "policy/aks",
      "properties": {
        "priority": 200,
        "ruleCollections": [
          {
            "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
            "name": "out",
            "action": {
              "type": "Allow"
            },
            "rules": [
              {
                "ruleType": "ApplicationRule",
                "name": "web",
                "targetFqdns": [
                  "mcr.microsoft.com"
                ]
              }
            ]
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

/** Any address, or any name, if only under one of the domains that everybody can have names in. */
function isAnyDestination(said: string): boolean {
  return isAnywhere(said) || /^\*\.?(?:com|net|org|io|dev|app)$/.test(said)
}

function classic(destination: string): string {
  return `resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'egress'
  properties: {
    networkRuleCollections: [
      {
        name: 'out'
        properties: {
          priority: 100
          action: {
            type: 'Allow'
          }
          rules: [
            {
              name: 'out'
              protocols: ['Any']
              sourceAddresses: ['10.0.0.0/8']
              destinationAddresses: [${destination}]
              destinationPorts: ['*']
            }
          ]
        }
      }
    ]
  }
}
`
}
