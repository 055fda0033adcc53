import { text } from '../../core/text.ts'
import { diskEncryptionSet } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const diskKeyRotation = settingCheck({
  id: 'storage/disk-key-rotation',
  controls: ['aks-disk-cmk'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Disks follow their key to its new version', ja: 'ディスクの暗号化を新しい鍵のバージョンに追従させる' }),
  why: text({
    en: 'A key that is rotated in the vault protects nothing new while the disks stay with the old version, and they stop when that is disabled.',
    ja: 'キーコンテナーで鍵を更新しても、ディスクが古いバージョンのままでは意味がなく、それを無効にするとディスクが使えなくなります。',
  }),
  subject: diskEncryptionSet,
  anyOf: [{ path: ['properties', 'rotationToLatestKeyVersionEnabled'], accepts: isTrue }],
  fails: text({ en: 'the disks stay with one version of their key', ja: 'ディスクが鍵の特定のバージョンに固定されています' }),
  fix: { title: text({ en: 'follow the newest version', ja: '最新のバージョンに追従させる' }), value: true, safety: 'review' },
  references: ['https://learn.microsoft.com/azure/virtual-machines/disk-encryption'],
  examples: [
    {
      name: 'Bicep with one version',
      file: 'main.bicep',
      source: `resource disks 'Microsoft.Compute/diskEncryptionSets@2025-01-02' = {
  name: 'shop'
  properties: {
    rotationToLatestKeyVersionEnabled: «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource disks 'Microsoft.Compute/diskEncryptionSets@2025-01-02' = {
  name: 'shop'
  properties: {
    rotationToLatestKeyVersionEnabled: true
  }
}
`,
    },
    {
      name: 'Terraform with one version',
      file: 'main.tf',
      source: `resource "azurerm_disk_encryption_set" "disks" {
  name                      = "shop"
  auto_key_rotation_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_disk_encryption_set" "disks" {
  name                      = "shop"
  auto_key_rotation_enabled = true
}
`,
    },
    {
      name: 'Terraform that follows',
      file: 'main.tf',
      source: `resource "azurerm_disk_encryption_set" "disks" {
  name                      = "shop"
  auto_key_rotation_enabled = true
}
`,
    },
    {
      name: 'an ARM template that follows',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Compute/diskEncryptionSets",
      "apiVersion": "2025-01-02",
      "name": "shop",
      "properties": {
        "rotationToLatestKeyVersionEnabled": true
      }
    }
  ]
}
`,
    },
  ],
})
