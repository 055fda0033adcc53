import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { vaultKey } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

/** Whether any of the actions rotates rather than only tells. */
function rotates(actions: JsonValue): boolean {
  return Array.isArray(actions) && actions.some((action: JsonValue) => /"type":"rotate"/i.test(JSON.stringify(action)))
}

export const keyRotation = settingCheck({
  id: 'key-vault/key-rotation',
  controls: ['kv-expiry-rotation'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Keys in the vault rotate by themselves', ja: 'キーコンテナーの鍵を自動でローテーションする' }),
  why: text({
    en: 'The longer one key encrypts everything, the more there is to lose with it; a rotation that nobody has to remember takes place.',
    ja: '同じ鍵を長く使うほど、漏えい時の被害が広がります。自動化すれば、ローテーションを忘れることがありません。',
  }),
  subject: vaultKey,
  anyOf: [{ path: ['properties', 'rotationPolicy', 'lifetimeActions'], accepts: rotates }],
  fails: text({ en: 'no policy rotates the key', ja: '鍵のローテーションポリシーがありません' }),
  references: ['https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  name: 'vault/disk'
  properties: {
    rotationPolicy: {
      lifetimeActions: «[]»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_key" "disk" {
  «name         = "disk"»
  key_vault_id = azurerm_key_vault.vault.id
  key_type     = "RSA"
  key_opts     = ["wrapKey", "unwrapKey"]
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_key" "disk" {
  name         = "disk"
  key_vault_id = azurerm_key_vault.vault.id
  key_type     = "RSA"
  key_opts     = ["wrapKey", "unwrapKey"]

  rotation_policy {
    automatic {
      time_before_expiry = "P30D"
    }
  }
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
      "type": "Microsoft.KeyVault/vaults/keys",
      "apiVersion": "2024-11-01",
      "name": "vault/disk",
      "properties": {
        "rotationPolicy": {
          "lifetimeActions": [
            {
              "trigger": {
                "timeAfterCreate": "P90D"
              },
              "action": {
                "type": "rotate"
              }
            }
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
})
