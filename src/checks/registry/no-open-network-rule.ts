import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isAnywhere } from '../../models/azure/firewall-collections.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { itemsOf, valueAt } from '../../models/azure/value/value.ts'

const rules = ['properties', 'networkRuleSet', 'ipRules']

export const noOpenNetworkRule = defineCheck({
  id: 'registry/no-open-network-rule',
  controls: ['acr-network'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'No address rule of the registry is for the whole internet',
    ja: 'レジストリのアドレス規則でインターネット全体を許可しない',
  }),
  why: text({
    en: 'Such a rule undoes the denial by default: the registry looks closed and answers everybody.',
    ja: 'こうした規則があると、既定の拒否が意味を失います。閉じているように見えて、誰にでも応答します。',
  }),
  subject: containerRegistry,
  messages: { open: text({ en: 'the rule lets in every address', ja: '規則がすべてのアドレスを許可しています' }) },
  *evaluate(registry: AzureResource, { report }) {
    for (const [index, rule] of itemsOf(registry.get(...rules)).entries())
      if (isAnywhere(shapeOf(valueAt(rule, ['value'])) ?? '')) yield report('open', {}, { at: [...rules, index, 'value'] })
  },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks'],
  examples: [
    { name: 'Bicep with a rule for everybody', file: 'main.bicep', source: bicep("«'0.0.0.0/0'»"), fails: ['open'] },
    { name: 'Bicep with a rule for one network', file: 'main.bicep', source: bicep("'203.0.113.0/24'") },
    {
      name: 'Terraform with rules for each half of all addresses',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "registry" {
  name = "registry"
  sku  = "Premium"

  network_rule_set {
    default_action = "Deny"

    ip_rule {
      action   = "Allow"
      ip_range = «"0.0.0.0/1"»
    }

    ip_rule {
      action   = "Allow"
      ip_range = «"128.0.0.0/1"»
    }
  }
}
`,
      fails: ['open', 'open'],
    },
    {
      name: 'Terraform with a rule for one network',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "registry" {
  name = "registry"
  sku  = "Premium"

  network_rule_set {
    default_action = "Deny"

    ip_rule {
      action   = "Allow"
      ip_range = "203.0.113.0/24"
    }
  }
}
`,
    },
    {
      name: 'an answer with a rule for everybody',
      file: 'registry.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry",
  "name": "registry",
  "type": "Microsoft.ContainerRegistry/registries",
  "properties": {
    "networkRuleSet": { "defaultAction": "Deny", "ipRules": [{ "action": "Allow", "value": «"0.0.0.0/0"» }] }
  }
}
`,
      fails: ['open'],
    },
  ],
})

function bicep(range: string): string {
  return `resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'registry'
  sku: {
    name: 'Premium'
  }
  properties: {
    networkRuleSet: {
      defaultAction: 'Deny'
      ipRules: [
        {
          action: 'Allow'
          value: ${range}
        }
      ]
    }
  }
}
`
}
