import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const etcdEncryption = settingCheck({
  id: 'cluster/etcd-encryption',
  controls: ['aks-etcd-kms'],
  standards: ['cis-aks/5.3.1'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Secrets in etcd are encrypted with your own key',
    ja: 'etcd の Secret を自分の鍵で暗号化する',
  }),
  why: text({
    en: 'With a Key Vault key of your own, a copy of etcd is worthless, and access can be ended by revoking the key.',
    ja: '自分の Key Vault の鍵を使えば、etcd のコピーを奪われても読めず、鍵を失効すればアクセスを断てます。',
  }),
  anyOf: [{ path: ['properties', 'securityProfile', 'azureKeyVaultKms', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'secrets in etcd are not under a key of yours',
    ja: 'etcd の Secret が自分の鍵で暗号化されていません',
  }),
  enforce: { azurePolicy: 'dbbdc317-9734-4dd8-9074-993b29c69008' },
  references: ['https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      azureKeyVaultKms: {
        enabled: «false»
      }
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'an ARM template as it should be',
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
          "azureKeyVaultKms": {
            "enabled": true
          }
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform with a key',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  key_management_service {
    key_vault_key_id = azurerm_key_vault_key.etcd.id
  }
}
`,
    },
  ],
})
