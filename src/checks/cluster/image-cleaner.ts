import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const imageCleaner = settingCheck({
  id: 'cluster/image-cleaner',
  controls: ['aks-image-cleaner'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Stale images are removed from the nodes',
    ja: '古いイメージをノードから取り除く',
  }),
  why: text({
    en: 'Old vulnerable images on a node can be started without any registry or scan seeing it.',
    ja: 'ノードに残った古い脆弱なイメージは、レジストリやスキャンを通らずに起動できます。',
  }),
  anyOf: [{ path: ['properties', 'securityProfile', 'imageCleaner', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'the image cleaner is off',
    ja: 'Image Cleaner が無効です',
  }),
  fix: {
    title: text({
      en: 'switch the image cleaner on',
      ja: 'Image Cleaner を有効にする',
    }),
    value: true,
    safety: 'review',
  },
  enforce: { azurePolicy: 'af3c26b2-6fad-493e-9236-9c68928516ab' },
  references: ['https://learn.microsoft.com/azure/aks/image-cleaner'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      imageCleaner: {
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
      imageCleaner: {
        enabled: true
      }
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  image_cleaner_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  image_cleaner_enabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  image_cleaner_enabled = true
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
          "imageCleaner": {
            "enabled": true
          }
        }
      }
    }
  ]
}
`,
    },
  ],
})
