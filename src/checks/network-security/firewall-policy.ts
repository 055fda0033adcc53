import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { hasPolicy } from '../../models/azure/firewall.ts'
import { azureFirewall } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

export const firewallPolicy = defineCheck({
  id: 'network-security/firewall-policy',
  controls: ['net-egress-firewall'],
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The firewall has its rules from a policy', ja: 'ファイアウォールの規則をポリシーで管理する' }),
  why: text({
    en: 'Only a policy brings intrusion detection and rules that several firewalls inherit; classic rules are changed one firewall at a time.',
    ja: '侵入検出や、複数のファイアウォールで継承する規則は、ポリシーでしか使えません。クラシックの規則は一台ずつの変更になります。',
  }),
  subject: azureFirewall,
  messages: { classic: text({ en: 'the firewall has no policy', ja: 'ファイアウォールにポリシーがありません' }) },
  *evaluate(firewall: AzureResource, { report }) {
    if (!hasPolicy(firewall)) yield report('classic', {}, { at: [] })
  },
  references: ['https://learn.microsoft.com/azure/firewall-manager/policy-overview'],
  examples: [
    {
      name: 'Bicep with a classic firewall',
      file: 'main.bicep',
      source: `resource «firewall» 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: 'Deny'
  }
}
`,
      fails: ['classic'],
    },
    {
      name: 'Bicep with a policy',
      file: 'main.bicep',
      source: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
}

resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'egress'
  properties: {
    firewallPolicy: {
      id: policy.id
    }
  }
}
`,
    },
    {
      name: 'Terraform with a classic firewall',
      file: 'main.tf',
      source: `«resource "azurerm_firewall" "egress"» {
  name     = "egress"
  sku_name = "AZFW_VNet"
  sku_tier = "Standard"
}
`,
      fails: ['classic'],
    },
    {
      name: 'Terraform with a policy',
      file: 'main.tf',
      source: `resource "azurerm_firewall" "egress" {
  name               = "egress"
  firewall_policy_id = azurerm_firewall_policy.egress.id
}
`,
    },
    {
      name: 'an answer with a classic firewall',
      file: 'firewalls.json',
      source: `{
  "id": «"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/hub/providers/Microsoft.Network/azureFirewalls/egress"»,
  "name": "egress",
  "type": "Microsoft.Network/azureFirewalls",
  "properties": { "threatIntelMode": "Deny" }
}
`,
      fails: ['classic'],
    },
  ],
})
