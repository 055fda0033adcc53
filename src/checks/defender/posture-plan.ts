import { text } from '../../core/text.ts'
import { defenderPlan } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const posturePlan = settingCheck({
  id: 'defender/posture-plan',
  controls: ['def-cspm'],
  subject: defenderPlan,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Defender CSPM is on',
    ja: 'Defender CSPM を有効にする',
  }),
  why: text({
    en: 'The plan finds the paths that an attacker could take through the whole environment.',
    ja: 'このプランは、環境全体で攻撃者がたどりうる経路を見つけます。',
  }),
  anyOf: [{ path: ['properties', 'pricingTier'], accepts: isOneOf('Standard') }],
  exempt: ({ name }) => (name === 'CloudPosture' ? undefined : text({ en: 'this is another plan', ja: '別のプランです' })),
  fails: text({
    en: 'Defender CSPM is off',
    ja: 'Defender CSPM が無効です',
  }),
  fix: {
    title: text({
      en: 'switch the plan on',
      ja: 'プランを有効にする',
    }),
    value: 'Standard',
    safety: 'review',
  },
  enforce: { azurePolicy: '1f90fc71-a595-4066-8974-d4d0802e8ef0' },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction'],
  examples: [
    {
      name: 'the plan is free',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'CloudPosture'
  properties: {
    pricingTier: «'Free'»
  }
}
`,
      fails: ['fails'],
      fixed: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'CloudPosture'
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
  resource_type = "CloudPosture"
  tier          = «"Free"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "CloudPosture"
  tier          = "Standard"
}
`,
    },
    {
      name: 'Terraform with the plan',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "CloudPosture"
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
      "name": "CloudPosture",
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
