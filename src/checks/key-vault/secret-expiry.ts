import { text } from '../../core/text.ts'
import { vaultSecret } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

export const secretExpiry = settingCheck({
  id: 'key-vault/secret-expiry',
  controls: ['kv-expiry-rotation'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Secrets in the vault expire', ja: 'キーコンテナーのシークレットに期限を付ける' }),
  why: text({
    en: 'A secret without an end is never renewed, and whoever copied it once can use it for ever.',
    ja: '期限のないシークレットは更新されず、一度コピーした人がいつまでも使えます。',
  }),
  subject: vaultSecret,
  anyOf: [{ path: ['properties', 'attributes', 'exp'], accepts: (value) => value !== 0 && value !== '' }],
  fails: text({ en: 'the secret never expires', ja: 'シークレットに期限がありません' }),
  enforce: { azurePolicy: '98728c90-32c7-4049-8429-847dc0f4fe37' },
  references: ['https://learn.microsoft.com/azure/key-vault/secrets/about-secrets'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  name: 'vault/password'
  properties: {
    attributes: {
      exp: «0»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_secret" "password" {
  «name         = "password"»
  key_vault_id = azurerm_key_vault.vault.id
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_secret" "password" {
  name         = "password"
  key_vault_id = azurerm_key_vault.vault.id
  expiration_date = "2028-01-01T00:00:00Z"
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
      "type": "Microsoft.KeyVault/vaults/secrets",
      "apiVersion": "2024-11-01",
      "name": "vault/password",
      "properties": {
        "attributes": {
          "exp": 1830297600
        }
      }
    }
  ]
}
`,
    },
  ],
})
