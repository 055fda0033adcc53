import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { firewallRules } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { valueAt, type Value } from '../../models/azure/value/value.ts'

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
  messages: { anywhere: text({ en: 'the rule allows any destination', ja: '規則がすべての宛先を許可しています' }) },
  *evaluate(group: AzureResource, { report }) {
    for (const [index, collection] of itemsOf(group.get('properties', 'ruleCollections')).entries()) {
      if (shapeOf(valueAt(collection, ['action', 'type'])) !== 'allow') continue
      for (const [number, rule] of itemsOf(valueAt(collection, ['rules'])).entries()) {
        for (const key of destinations) {
          const wide = itemsOf(valueAt(rule, [key])).findIndex((item) => /^(?:\*|0\.0\.0\.0\/0|internet)$/.test(shapeOf(item) ?? ''))
          if (wide >= 0) yield report('anywhere', {}, { at: ['properties', 'ruleCollections', index, 'rules', number, key, wide] })
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

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}
