import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const hostEncryption = settingCheck({
  id: 'node-pool/host-encryption',
  controls: ['node-encryption-at-host'],
  subject: agentPool,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Temporary disks and caches are encrypted on the host',
    ja: '一時ディスクとキャッシュをホストで暗号化する',
  }),
  why: text({
    en: 'Without encryption at host, data of pods lies unencrypted on temporary disks and in disk caches.',
    ja: 'ホストでの暗号化がないと、Pod のデータが一時ディスクやキャッシュに平文で置かれます。',
  }),
  anyOf: [{ path: ['enableEncryptionAtHost'], accepts: isTrue }],
  fails: text({
    en: 'encryption at host is off',
    ja: 'ホストでの暗号化が無効です',
  }),
  enforce: { azurePolicy: '41425d9f-d1a5-499a-9932-f8ed8453932c' },
  references: ['https://learn.microsoft.com/azure/aks/enable-host-encryption'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    enableEncryptionAtHost: «false»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"
  host_encryption_enabled = «false»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"
  host_encryption_enabled = true
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
      "type": "Microsoft.ContainerService/managedClusters/agentPools",
      "apiVersion": "2025-05-01",
      "name": "aks/user",
      "properties": {
        "enableEncryptionAtHost": true
      }
    }
  ]
}
`,
    },
  ],
})
