import { text } from '../../core/text.ts'
import { defenderPlan } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const keyVaultsPlan = settingCheck({
  id: 'defender/key-vaults-plan',
  controls: ['def-key-vault', 'detect-key-vault-anomalies'],
  subject: defenderPlan,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Defender for Key Vault is on',
    ja: 'Defender for Key Vault を有効にする',
  }),
  why: text({
    en: 'Unusual reading of secrets is the sign of a stolen identity; the plan knows what is usual.',
    ja: 'シークレットの普段と違う読み取りは、ID が盗まれた兆候です。このプランは普段の様子を学習しています。',
  }),
  anyOf: [{ path: ['properties', 'pricingTier'], accepts: isOneOf('Standard') }],
  exempt: ({ name }) => (name === 'KeyVaults' ? undefined : text({ en: 'this is another plan', ja: '別のプランです' })),
  fails: text({
    en: 'Defender for Key Vault is off',
    ja: 'Defender for Key Vault が無効です',
  }),
  fix: {
    title: text({
      en: 'switch the plan on',
      ja: 'プランを有効にする',
    }),
    value: 'Standard',
    safety: 'review',
  },
  enforce: { azurePolicy: '0e6763cc-5078-4e64-889d-ff4d9a839047' },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction'],
  examples: [
    {
      name: 'the plan is free',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'KeyVaults'
  properties: {
    pricingTier: «'Free'»
  }
}
`,
      fails: ['fails'],
      fixed: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'KeyVaults'
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
  resource_type = "KeyVaults"
  tier          = «"Free"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "KeyVaults"
  tier          = "Standard"
}
`,
    },
    {
      name: 'Terraform with the plan',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "KeyVaults"
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
      "name": "KeyVaults",
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
