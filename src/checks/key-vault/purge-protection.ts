import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const purgeProtection = settingCheck({
  id: 'key-vault/purge-protection',
  controls: ['kv-recoverable'],
  subject: keyVault,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Deleted keys and secrets cannot be purged at once',
    ja: '削除した鍵やシークレットの即時消去を防ぐ',
  }),
  why: text({
    en: 'Whoever takes over an administrator can otherwise destroy keys for good, and with them everything that they encrypt.',
    ja: '管理者を乗っ取られると、鍵を完全に消され、その鍵で暗号化したものをすべて失います。',
  }),
  anyOf: [{ path: ['properties', 'enablePurgeProtection'], accepts: isTrue }],
  fails: text({
    en: 'purge protection is off',
    ja: '消去保護が無効です',
  }),
  fix: {
    title: text({
      en: 'switch purge protection on; it cannot be switched off again',
      ja: '消去保護を有効にする（あとから無効にはできません）',
    }),
    value: true,
    safety: 'review',
  },
  enforce: { azurePolicy: '0b60c0b2-2dc2-4e1c-b5c9-abbed971de53' },
  references: ['https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    enablePurgeProtection: «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    enablePurgeProtection: true
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  purge_protection_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  purge_protection_enabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  purge_protection_enabled = true
}
`,
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2024-11-01",
      "name": "vault",
      "properties": {
        "enablePurgeProtection": true
      }
    }
  ]
}
`,
    },
  ],
})
