import { text } from '../../core/text.ts'
import { policyExemption } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

export const exemptionReason = settingCheck({
  id: 'governance/exemption-reason',
  controls: ['gov-exemptions'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Policy exemptions say why', ja: 'ポリシーの除外に理由を書く' }),
  why: text({
    en: 'Without a reason nobody can tell, when it is to be renewed, whether the risk is still accepted.',
    ja: '理由がないと、更新するときに、そのリスクをまだ受け入れてよいのか誰にも判断できません。',
  }),
  subject: policyExemption,
  anyOf: [{ path: ['properties', 'description'], accepts: (value) => typeof value === 'string' && value.trim() !== '' }],
  fails: text({ en: 'the exemption gives no reason', ja: '除外に理由がありません' }),
  references: ['https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure'],
  examples: [
    {
      name: 'Bicep with an empty description',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource exemption 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = {
  name: 'batch'
  properties: {
    description: «''»
    exemptionCategory: 'Waiver'
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform without a description',
      file: 'main.tf',
      source: `resource "azurerm_subscription_policy_exemption" "batch" {
  name                 = "batch"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_assignment_id = azurerm_subscription_policy_assignment.pods.id
  «exemption_category   = "Waiver"»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a reason',
      file: 'main.tf',
      source: `resource "azurerm_subscription_policy_exemption" "batch" {
  name                 = "batch"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_assignment_id = azurerm_subscription_policy_assignment.pods.id
  exemption_category   = "Waiver"
  description          = "The vendor's batch job needs a host path until its version 4"
}
`,
    },
    {
      name: 'an ARM template with a reason',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Authorization/policyExemptions",
      "apiVersion": "2022-07-01-preview",
      "name": "batch",
      "properties": {
        "description": "The vendor's batch job needs a host path until its version 4",
        "exemptionCategory": "Waiver"
      }
    }
  ]
}
`,
    },
  ],
})
