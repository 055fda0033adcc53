import { text } from '../../core/text.ts'
import { policyExemption } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

export const exemptionExpiry = settingCheck({
  id: 'governance/exemption-expiry',
  controls: ['gov-exemptions'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Policy exemptions expire', ja: 'ポリシーの除外に期限を付ける' }),
  why: text({
    en: 'An exemption without an end outlives the reason for it, and the rule quietly stops to hold.',
    ja: '期限のない除外は理由がなくなっても残り、規則がいつの間にか効かなくなります。',
  }),
  subject: policyExemption,
  anyOf: [{ path: ['properties', 'expiresOn'], accepts: (value) => typeof value === 'string' && value !== '' }],
  fails: text({ en: 'the exemption has no end', ja: '除外に期限がありません' }),
  references: ['https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource exemption 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = {
  name: 'batch'
  properties: {
    policyAssignmentId: '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/policyAssignments/pods'
    exemptionCategory: 'Waiver'
    expiresOn: «''»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
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
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_subscription_policy_exemption" "batch" {
  name                 = "batch"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_assignment_id = azurerm_subscription_policy_assignment.pods.id
  exemption_category   = "Waiver"
  expires_on           = "2027-01-31T00:00:00Z"
}
`,
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Authorization/policyExemptions",
      "apiVersion": "2022-07-01-preview",
      "name": "batch",
      "properties": {
        "policyAssignmentId": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/policyAssignments/pods",
        "exemptionCategory": "Waiver",
        "expiresOn": "2027-01-31T00:00:00Z"
      }
    }
  ]
}
`,
    },
  ],
})
