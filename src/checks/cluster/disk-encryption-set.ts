import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { given, settingCheck } from '../setting-check.ts'

export const diskEncryptionSet = settingCheck({
  id: 'cluster/disk-encryption-set',
  controls: ['aks-disk-cmk'],
  subject: managedCluster,
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'Disks are encrypted with your own key',
    ja: 'ディスクを自分の鍵で暗号化する',
  }),
  why: text({
    en: 'Some data may only be stored under a key that you hold and can withdraw.',
    ja: 'データによっては、自分が保持し失効できる鍵での暗号化が求められます。',
  }),
  anyOf: [given('properties', 'diskEncryptionSetID')],
  fails: text({
    en: 'disks are under a platform key',
    ja: 'ディスクがプラットフォームの鍵で暗号化されています',
  }),
  enforce: { azurePolicy: '7d7be79c-23ba-4033-84dd-45e2a5ccdd67' },
  references: ['https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    diskEncryptionSetID: «''»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  disk_encryption_set_id = «""»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `variable "encryption_set" {
  type = string
}

resource "azurerm_disk_encryption_set" "disks" {
  name = "disks"
}

resource "azurerm_kubernetes_cluster" "aks" {
  name                   = "aks"
  disk_encryption_set_id = azurerm_disk_encryption_set.disks.id
}

resource "azurerm_kubernetes_cluster" "other" {
  name                   = "other"
  disk_encryption_set_id = var.encryption_set
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
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "diskEncryptionSetID": "/subscriptions/x/resourceGroups/y/providers/Microsoft.Compute/diskEncryptionSets/des"
      }
    }
  ]
}
`,
    },
  ],
})
