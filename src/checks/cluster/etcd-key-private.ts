import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { truthOf } from '../../models/azure/value/truth.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

const kms = ['properties', 'securityProfile', 'azureKeyVaultKms']

export const etcdKeyPrivate = settingCheck({
  id: 'cluster/etcd-key-private',
  controls: ['aks-etcd-kms'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'The vault of the etcd key is reached privately', ja: 'etcd の鍵のキーコンテナーにプライベートで接続する' }),
  why: text({
    en: 'Public access asks the vault that holds the key of all secrets to keep a door open to the internet.',
    ja: 'パブリックアクセスでは、すべての Secret の鍵を持つキーコンテナーを、インターネットに開いたままにすることになります。',
  }),
  anyOf: [{ path: [...kms, 'keyVaultNetworkAccess'], accepts: isOneOf('Private') }],
  exempt: (cluster) => {
    const enabled = cluster.get(...kms, 'enabled')
    const isOff = enabled === undefined || (enabled.kind === 'scalar' && truthOf(enabled) !== true)
    return isOff ? text({ en: 'etcd is not under a key of its own', ja: 'etcd に専用の鍵を使っていません' }) : undefined
  },
  fails: text({ en: 'the vault of the key has to be open to the public', ja: '鍵のキーコンテナーを公開する必要がある設定です' }),
  references: ['https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption'],
  examples: [
    {
      name: 'Bicep with a public vault',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      azureKeyVaultKms: {
        enabled: true
        keyVaultNetworkAccess: «'Public'»
      }
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a public vault',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  key_management_service {
    key_vault_key_id         = azurerm_key_vault_key.etcd.id
    key_vault_network_access = «"Public"»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a private vault',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  key_management_service {
    key_vault_key_id         = azurerm_key_vault_key.etcd.id
    key_vault_network_access = "Private"
  }
}
`,
    },
    {
      name: 'an ARM template with a public vault',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "securityProfile": {
          "azureKeyVaultKms": { "enabled": true, "keyVaultNetworkAccess": «"Public"» }
        }
      }
    }
  ]
}
`,
      fails: ['fails'],
    },
    {
      name: 'an ARM template without a key of its own',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {}
    }
  ]
}
`,
    },
  ],
})
