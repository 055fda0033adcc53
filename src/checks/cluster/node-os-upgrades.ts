import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const nodeOsUpgrades = settingCheck({
  id: 'cluster/node-os-upgrades',
  controls: ['node-os-auto-upgrade'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Security patches reach the nodes by themselves',
    ja: 'ノードにセキュリティ修正を自動で適用する',
  }),
  why: text({
    en: 'A node that nobody patches keeps every kernel and runtime vulnerability that has been published since its image was made.',
    ja: '修正を当てないノードには、イメージ作成以降に公表されたカーネルやランタイムの脆弱性が残り続けます。',
  }),
  anyOf: [
    { path: ['properties', 'autoUpgradeProfile', 'nodeOSUpgradeChannel'], accepts: isOneOf('SecurityPatch', 'NodeImage') },
    { path: ['properties', 'autoUpgradeProfile', 'upgradeChannel'], accepts: isOneOf('node-image') },
  ],
  fails: text({
    en: 'no channel brings node images or security patches',
    ja: 'ノードイメージもセキュリティ修正も自動では届きません',
  }),
  fix: {
    title: text({
      en: 'take new node images',
      ja: '新しいノードイメージを自動で適用する',
    }),
    value: 'NodeImage',
    safety: 'review',
  },
  enforce: { azurePolicy: '04408ca5-aa10-42ce-8536-98955cdddd4c' },
  references: ['https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    autoUpgradeProfile: {
      nodeOSUpgradeChannel: «'None'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    autoUpgradeProfile: {
      nodeOSUpgradeChannel: 'NodeImage'
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
  node_os_upgrade_channel = «"None"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  node_os_upgrade_channel = "NodeImage"
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  node_os_upgrade_channel = "NodeImage"
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
        "autoUpgradeProfile": {
          "nodeOSUpgradeChannel": "NodeImage"
        }
      }
    }
  ]
}
`,
    },
  ],
})
