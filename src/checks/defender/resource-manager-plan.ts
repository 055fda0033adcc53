import { text } from '../../core/text.ts'
import { defenderPlan } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const resourceManagerPlan = settingCheck({
  id: 'defender/resource-manager-plan',
  controls: ['def-arm'],
  subject: defenderPlan,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Defender for Resource Manager is on',
    ja: 'Defender for Resource Manager を有効にする',
  }),
  why: text({
    en: 'Attackers who hold Azure rights work through Resource Manager; the plan notices them there.',
    ja: 'Azure の権限を得た攻撃者は Resource Manager を使います。このプランはそこで気付きます。',
  }),
  anyOf: [{ path: ['properties', 'pricingTier'], accepts: isOneOf('Standard') }],
  exempt: ({ name }) => (name === 'Arm' ? undefined : text({ en: 'this is another plan', ja: '別のプランです' })),
  fails: text({
    en: 'Defender for Resource Manager is off',
    ja: 'Defender for Resource Manager が無効です',
  }),
  fix: {
    title: text({
      en: 'switch the plan on',
      ja: 'プランを有効にする',
    }),
    value: 'Standard',
    safety: 'review',
  },
  enforce: { azurePolicy: 'c3d20c29-b36d-48fe-808b-99a87530ad99' },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction'],
  examples: [
    {
      name: 'the plan is free',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Arm'
  properties: {
    pricingTier: «'Free'»
  }
}
`,
      fails: ['fails'],
      fixed: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Arm'
  properties: {
    pricingTier: 'Standard'
  }
}
`,
    },
    {
      name: 'Terraform with the free plan',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Arm"
  tier          = «"Free"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Arm"
  tier          = "Standard"
}
`,
    },
    {
      name: 'Terraform with the plan',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Arm"
  tier          = "Standard"
}
`,
    },
    {
      name: 'an ARM template with the plan',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Security/pricings",
      "apiVersion": "2024-01-01",
      "name": "Arm",
      "properties": {
        "pricingTier": "Standard"
      }
    }
  ]
}
`,
    },
  ],
})
