import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const noPublicNetwork = settingCheck({
  id: 'key-vault/no-public-network',
  controls: ['kv-network'],
  subject: keyVault,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The vault is not open to all networks',
    ja: 'キーコンテナーを全ネットワークに公開しない',
  }),
  why: text({
    en: 'A vault that only your networks reach keeps its secrets even when a credential leaks.',
    ja: '自分のネットワークからしか届かないキーコンテナーは、資格情報が漏れてもシークレットを守れます。',
  }),
  anyOf: [
    { path: ['properties', 'publicNetworkAccess'], accepts: isOneOf('Disabled') },
    { path: ['properties', 'networkAcls', 'defaultAction'], accepts: isOneOf('Deny') },
  ],
  fails: text({
    en: 'the vault can be reached from every network',
    ja: 'どのネットワークからもキーコンテナーに到達できます',
  }),
  fix: {
    title: text({
      en: 'close the vault to public networks',
      ja: 'パブリックネットワークからのアクセスを閉じる',
    }),
    value: 'Disabled',
    safety: 'review',
  },
  enforce: { azurePolicy: '55615ac9-af46-4a59-874e-391cc3dfb490' },
  references: ['https://learn.microsoft.com/azure/key-vault/general/network-security'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    publicNetworkAccess: «'Enabled'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  public_network_access_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  public_network_access_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
  public_network_access_enabled = false
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
        "publicNetworkAccess": "Disabled"
      }
    }
  ]
}
`,
    },
  ],
})
