import { text } from '../../core/text.ts'
import { firewallPolicy } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const firewallThreatIntelligence = settingCheck({
  id: 'network-security/firewall-threat-intelligence',
  controls: ['net-egress-firewall'],
  subject: firewallPolicy,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The firewall refuses addresses that are known to be malicious',
    ja: 'ファイアウォールで既知の悪意あるアドレスを拒否する',
  }),
  why: text({
    en: 'By default they are only logged: a pod that was taken over keeps talking to whoever commands it.',
    ja: '既定では記録されるだけで、乗っ取られた Pod と指令元の通信は止まりません。',
  }),
  anyOf: [{ path: ['properties', 'threatIntelMode'], accepts: isOneOf('Deny') }],
  fails: text({ en: 'malicious addresses are not refused', ja: '悪意あるアドレスが拒否されません' }),
  fix: { title: text({ en: 'refuse malicious addresses', ja: '悪意あるアドレスを拒否する' }), value: 'Deny', safety: 'review' },
  references: ['https://learn.microsoft.com/azure/firewall-manager/threat-intelligence-settings'],
  examples: [
    {
      name: 'Bicep that only logs',
      file: 'main.bicep',
      source: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: «'Alert'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: 'Deny'
  }
}
`,
    },
    {
      name: 'Terraform that says nothing',
      file: 'main.tf',
      source: `«resource "azurerm_firewall_policy" "egress"» {
  name = "egress"
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_firewall_policy" "egress" {
  name = "egress"
  threat_intelligence_mode = "Deny"
}
`,
    },
    {
      name: 'Terraform that refuses',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy" "egress" {
  name                     = "egress"
  threat_intelligence_mode = "Deny"
}
`,
    },
    {
      name: 'an ARM template that refuses',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/firewallPolicies",
      "apiVersion": "2025-01-01",
      "name": "egress",
      "properties": { "threatIntelMode": "Deny" }
    }
  ]
}
`,
    },
  ],
})
