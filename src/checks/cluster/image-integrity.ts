import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const imageIntegrity = settingCheck({
  id: 'cluster/image-integrity',
  controls: ['img-signature-gate', 'image-verify-admission'],
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Image Integrity verifies signatures in the cluster', ja: 'イメージの署名をクラスターで検証する' }),
  why: text({
    en: 'A signature that nothing verifies at admission keeps no foreign image out.',
    ja: '実行時に検証しない署名では、出所の異なるイメージを防げません。',
  }),
  subject: managedCluster,
  anyOf: [{ path: ['properties', 'securityProfile', 'imageIntegrity', 'enabled'], accepts: isTrue }],
  fails: text({ en: 'nothing from Azure verifies signatures in this cluster', ja: 'Azure の機能による署名検証が無効です' }),
  fix: { title: text({ en: 'switch Image Integrity on', ja: 'Image Integrity を有効にする' }), value: true, safety: 'review' },
  references: ['https://learn.microsoft.com/azure/aks/image-integrity'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      imageIntegrity: {
        enabled: «false»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      imageIntegrity: {
        enabled: true
      }
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
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "securityProfile": {
          "imageIntegrity": {
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
      name: 'Terraform of azapi that says otherwise',
      file: 'main.tf',
      source: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      securityProfile = {
        imageIntegrity = {
          enabled = «false»
        }
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      securityProfile = {
        imageIntegrity = {
          enabled = true
        }
      }
    }
  }
}
`,
    },
  ],
})
