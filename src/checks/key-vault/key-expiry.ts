import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { vaultKey } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

const isGiven = (value: JsonValue): boolean => value !== 0 && value !== ''

export const keyExpiry = settingCheck({
  id: 'key-vault/key-expiry',
  controls: ['kv-expiry-rotation'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Keys in the vault expire', ja: 'キーコンテナーの鍵に期限を付ける' }),
  why: text({
    en: 'A key without an end is used for as long as nobody thinks of it, and every year more depends on it.',
    ja: '期限のない鍵は誰も気に留めないまま使い続けられ、依存するデータだけが年々増えていきます。',
  }),
  subject: vaultKey,
  anyOf: [
    { path: ['properties', 'attributes', 'exp'], accepts: isGiven },
    { path: ['properties', 'rotationPolicy', 'attributes', 'expiryTime'], accepts: isGiven },
  ],
  fails: text({ en: 'the key never expires', ja: '鍵に期限がありません' }),
  enforce: { azurePolicy: '152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0' },
  references: ['https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation'],
  examples: [
    {
      name: 'Bicep without an end',
      file: 'main.bicep',
      source: `resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  name: 'vault/disks'
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
      name: 'Terraform without an end',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_key" "disks" {
  «name         = "disks"»
  key_vault_id = azurerm_key_vault.vault.id
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a policy that ends versions',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_key" "disks" {
  name         = "disks"
  key_vault_id = azurerm_key_vault.vault.id

  rotation_policy {
    expire_after = "P90D"
  }
}
`,
    },
    {
      name: 'an ARM template with an end',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults/keys",
      "apiVersion": "2024-11-01",
      "name": "vault/disks",
      "properties": { "attributes": { "exp": 1893456000 } }
    }
  ]
}
`,
    },
  ],
})
