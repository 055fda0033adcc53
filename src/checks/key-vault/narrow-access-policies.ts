import { defineCheck, notApplicable } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { keyVault, vaultOrAccessPolicy } from '../../models/azure/kinds.ts'
import { isWithin, lastPart, shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { truthOf } from '../../models/azure/value/truth.ts'

const vaultType = 'Microsoft.KeyVault/vaults'

interface WidePermission {
  readonly permission: string
  readonly what: string
  readonly at: Path
}

/** The permissions of the policy at `path` that allow everything, or destruction. */
function* widePermissions(resource: AzureResource, path: Path): Generator<WidePermission> {
  for (const what of ['keys', 'secrets', 'certificates']) {
    const given = resource.get(...path, 'permissions', what)
    if (given?.kind !== 'list') continue
    for (const [number, item] of given.items.entries()) {
      const permission = shapeOf(item)
      if (permission === 'all' || permission === 'purge') yield { permission, what, at: [...path, 'permissions', what, number] }
    }
  }
}

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
  subject: vaultOrAccessPolicy,
  reads: 'estate',
  messages: { wide: text({ en: 'the policy gives {permission} on {what}', ja: 'ポリシーが {what} に {permission} を許可しています' }) },
  *evaluate(resource: AzureResource, { report, estate }) {
    const isVault = resource.is(vaultType)
    const vault = isVault ? resource : estate.subjects(keyVault).find((candidate) => isWithin(resource, candidate))
    const byRole = vault?.get('properties', 'enableRbacAuthorization')
    if (truthOf(byRole) === true)
      return notApplicable(text({ en: 'roles decide, not access policies', ja: 'アクセスポリシーではなくロールで制御しています' }))
    if (!isVault && lastPart(resource.name).toLowerCase() === 'remove')
      return notApplicable(text({ en: 'it takes policies away', ja: 'ポリシーを取り除くものです' }))
    // Terraform has a resource for each policy.
    for (const { permission, what, at } of widePermissions(resource, ['properties'])) yield report('wide', { permission, what }, { at })
    const policies = resource.get('properties', 'accessPolicies')
    if (policies?.kind !== 'list') return undefined
    for (const index of policies.items.keys())
      for (const { permission, what, at } of widePermissions(resource, ['properties', 'accessPolicies', index]))
        yield report('wide', { permission, what }, { at })
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
      name: 'policies that are resources of their own, of a vault with policies and of one with roles',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}

resource policies 'Microsoft.KeyVault/vaults/accessPolicies@2024-11-01' = {
  parent: vault
  name: 'add'
  properties: {
    accessPolicies: [
      {
        objectId: '00000000-0000-0000-0000-0000000000a1'
        permissions: {
          keys: [
            «'purge'»
          ]
        }
      }
    ]
  }
}

resource byRole 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'byrole'
  properties: {
    enableRbacAuthorization: true
  }
}

resource unused 'Microsoft.KeyVault/vaults/accessPolicies@2024-11-01' = {
  parent: byRole
  name: 'add'
  properties: {
    accessPolicies: [
      {
        objectId: '00000000-0000-0000-0000-0000000000a1'
        permissions: {
          keys: [
            'purge'
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
      name: 'Terraform with a policy that is a resource of its own',
      file: 'main.tf',
      source: `resource "azurerm_key_vault_access_policy" "operators" {
  key_vault_id    = azurerm_key_vault.vault.id
  object_id       = "00000000-0000-0000-0000-0000000000a1"
  key_permissions = ["Get", «"Purge"»]
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
