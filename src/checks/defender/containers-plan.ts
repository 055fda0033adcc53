import { text } from '../../core/text.ts'
import { defenderPlan } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const containersPlan = settingCheck({
  id: 'defender/containers-plan',
  controls: ['def-containers'],
  subject: defenderPlan,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Defender for Containers is on',
    ja: 'Defender for Containers を有効にする',
  }),
  why: text({
    en: 'The plan watches clusters, scans images in registries and reports attacks; without it nobody looks.',
    ja: 'このプランはクラスターを監視し、レジストリのイメージをスキャンし、攻撃を知らせます。なければ誰も見ていません。',
  }),
  anyOf: [{ path: ['properties', 'pricingTier'], accepts: isOneOf('Standard') }],
  exempt: ({ name }) => (name === 'Containers' ? undefined : text({ en: 'this is another plan', ja: '別のプランです' })),
  fails: text({
    en: 'Defender for Containers is off',
    ja: 'Defender for Containers が無効です',
  }),
  fix: {
    title: text({
      en: 'switch the plan on',
      ja: 'プランを有効にする',
    }),
    value: 'Standard',
    safety: 'review',
  },
  enforce: { azurePolicy: '1c988dd6-ade4-430f-a608-2a3e5b0a6d38' },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction'],
  examples: [
    {
      name: 'the plan is free',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    pricingTier: «'Free'»
  }
}
`,
      fails: ['fails'],
      fixed: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
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
  resource_type = "Containers"
  tier          = «"Free"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Containers"
  tier          = "Standard"
}
`,
    },
    {
      name: 'Terraform with the plan',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Containers"
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
      "name": "Containers",
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
