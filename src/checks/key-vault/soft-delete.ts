import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { isNotFalse, settingCheck } from '../setting-check.ts'

export const softDelete = settingCheck({
  id: 'key-vault/soft-delete',
  controls: ['kv-recoverable'],
  subject: keyVault,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Deleted keys and secrets can be recovered',
    ja: '削除した鍵やシークレットを復元できるようにする',
  }),
  why: text({
    en: 'Without soft delete one wrong command is the end of a key.',
    ja: '論理的な削除がないと、一度の誤操作で鍵が失われます。',
  }),
  anyOf: [{ path: ['properties', 'enableSoftDelete'], accepts: isNotFalse }],
  fails: text({
    en: 'soft delete is off',
    ja: '論理的な削除が無効です',
  }),
  fix: {
    title: text({
      en: 'switch soft delete on',
      ja: '論理的な削除を有効にする',
    }),
    value: true,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    enableSoftDelete: «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    enableSoftDelete: true
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  soft_delete_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  soft_delete_enabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  soft_delete_enabled = true
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
        "enableSoftDelete": true
      }
    }
  ]
}
`,
    },
  ],
})
