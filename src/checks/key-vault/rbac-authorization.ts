import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const rbacAuthorization = settingCheck({
  id: 'key-vault/rbac-authorization',
  controls: ['kv-rbac'],
  subject: keyVault,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The vault uses Azure RBAC',
    ja: 'キーコンテナーで Azure RBAC を使う',
  }),
  why: text({
    en: 'Access policies apply to the whole vault and let a Contributor give himself access; roles can be scoped, timed and reviewed.',
    ja: 'アクセスポリシーは全体に及び、共同作成者が自分にアクセスを与えられます。ロールなら範囲、期限、レビューを設定できます。',
  }),
  anyOf: [{ path: ['properties', 'enableRbacAuthorization'], accepts: isTrue }],
  fails: text({
    en: 'the vault uses access policies',
    ja: 'キーコンテナーがアクセスポリシーを使っています',
  }),
  enforce: { azurePolicy: '12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5' },
  references: ['https://learn.microsoft.com/azure/key-vault/general/rbac-guide'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    enableRbacAuthorization: «false»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  rbac_authorization_enabled = «false»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  rbac_authorization_enabled = true
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
        "enableRbacAuthorization": true
      }
    }
  ]
}
`,
    },
  ],
})
