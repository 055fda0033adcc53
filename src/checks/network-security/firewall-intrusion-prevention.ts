import { text } from '../../core/text.ts'
import { firewallPolicy } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const firewallIntrusionPrevention = settingCheck({
  id: 'network-security/firewall-intrusion-prevention',
  controls: ['net-egress-firewall'],
  subject: firewallPolicy,
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The firewall stops intrusions that it detects', ja: 'ファイアウォールで検出した侵入を遮断する' }),
  why: text({
    en: 'The premium tier knows the patterns of attacks and of command channels; switched off, or told to warn, it lets them through.',
    ja: 'Premium は攻撃や指令の通信パターンを検出できますが、無効または警告だけの設定では、その通信を通してしまいます。',
  }),
  anyOf: [{ path: ['properties', 'intrusionDetection', 'mode'], accepts: isOneOf('Deny') }],
  exempt: (policy) =>
    hasDetection(policy) ? undefined : text({ en: 'the tier has no intrusion detection', ja: 'このレベルには侵入検出がありません' }),
  fails: text({ en: 'detected intrusions are not stopped', ja: '検出した侵入が遮断されません' }),
  fix: { title: text({ en: 'stop detected intrusions', ja: '検出した侵入を遮断する' }), value: 'Deny', safety: 'review' },
  references: ['https://learn.microsoft.com/azure/firewall/premium-features'],
  examples: [
    {
      name: 'Bicep that only warns',
      file: 'main.bicep',
      source: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    sku: {
      tier: 'Premium'
    }
    intrusionDetection: {
      mode: «'Alert'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    sku: {
      tier: 'Premium'
    }
    intrusionDetection: {
      mode: 'Deny'
    }
  }
}
`,
    },
    {
      name: 'Terraform that says nothing',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy" "egress" {
  name = "egress"
  «sku  = "Premium"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_firewall_policy" "egress" {
  name = "egress"
  sku  = "Premium"

  intrusion_detection {
    mode = "Deny"
  }
}
`,
    },
    {
      name: 'Terraform of a tier without detection',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy" "egress" {
  name = "egress"
  sku  = "Standard"
}
`,
    },
    {
      name: 'an ARM template that stops them',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/firewallPolicies",
      "apiVersion": "2025-01-01",
      "name": "egress",
      "properties": { "sku": { "tier": "Premium" }, "intrusionDetection": { "mode": "Deny" } }
    }
  ]
}
`,
    },
  ],
})

/** Only the premium tier has it. A policy that names no tier is of the standard one. */
function hasDetection(policy: AzureResource): boolean {
  const tier = policy.get('properties', 'sku', 'tier')
  return tier?.kind === 'unknown' || policy.text('properties', 'sku', 'tier')?.toLowerCase() === 'premium'
}
