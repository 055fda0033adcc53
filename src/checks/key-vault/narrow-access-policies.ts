import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { valueAt } from '../../models/azure/value/value.ts'

export const narrowAccessPolicies = defineCheck({
  id: 'key-vault/narrow-access-policies',
  controls: ['kv-access-policy'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Access policies of the vault give no full or destructive rights',
    ja: 'アクセスポリシーで全権限や完全削除を許可しない',
  }),
  why: text({
    en: 'Whoever may purge can destroy a key for good, and all that it encrypts; whoever may do all can, too.',
    ja: '完全削除の権限があれば、鍵とそれで暗号化したデータを永久に失わせられます。全権限も同じです。',
  }),
  subject: keyVault,
  messages: { wide: text({ en: 'the policy gives {permission} on {what}', ja: 'ポリシーが {what} に {permission} を許可しています' }) },
  *evaluate(vault: AzureResource, { report }) {
    const byRole = vault.get('properties', 'enableRbacAuthorization')
    if (byRole?.kind === 'scalar' && byRole.value === true)
      return notApplicable(text({ en: 'roles decide, not access policies', ja: 'アクセスポリシーではなくロールで制御しています' }))
    const policies = vault.get('properties', 'accessPolicies')
    if (policies?.kind !== 'list') return undefined
    for (const [index, policy] of policies.items.entries()) {
      for (const what of ['keys', 'secrets', 'certificates']) {
        const given = valueAt(policy, ['permissions', what])
        if (given?.kind !== 'list') continue
        for (const [number, item] of given.items.entries()) {
          const permission = shapeOf(item)
          if (permission === 'all' || permission === 'purge')
            yield report('wide', { permission, what }, { at: ['properties', 'accessPolicies', index, 'permissions', what, number] })
        }
      }
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/key-vault/general/assign-access-policy'],
  examples: [
    {
      name: 'Bicep with all rights',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    accessPolicies: [
      {
        objectId: '00000000-0000-0000-0000-0000000000a1'
        permissions: {
          secrets: [
            'get'
            «'all'»
          ]
        }
      }
    ]
  }
}
`,
      fails: ['wide'],
    },
    {
      name: 'Terraform that lets purge',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"

  access_policy {
    object_id          = "00000000-0000-0000-0000-0000000000a1"
    secret_permissions = ["Get", «"Purge"»]
  }
}
`,
      fails: ['wide'],
    },
    {
      name: 'Terraform with reading only',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"

  access_policy {
    object_id          = "00000000-0000-0000-0000-0000000000a1"
    secret_permissions = ["Get"]
  }
}
`,
    },
    {
      name: 'an ARM template with reading only',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2024-11-01",
      "name": "vault",
      "properties": {
        "accessPolicies": [
          {
            "objectId": "00000000-0000-0000-0000-0000000000a1",
            "permissions": {
              "secrets": [
                "get"
              ]
            }
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
})
