import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const automaticUpgrades = settingCheck({
  id: 'cluster/automatic-upgrades',
  controls: ['aks-auto-upgrade'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The cluster follows an upgrade channel',
    ja: 'クラスターの自動アップグレードチャネルを選ぶ',
  }),
  why: text({
    en: 'Kubernetes fixes vulnerabilities only in supported versions; a cluster that waits for somebody falls out of support.',
    ja: 'Kubernetes の脆弱性はサポート中のバージョンでしか修正されません。人手を待つクラスターは、やがてサポートが切れます。',
  }),
  anyOf: [{ path: ['properties', 'autoUpgradeProfile', 'upgradeChannel'], accepts: isOneOf('patch', 'stable', 'rapid') }],
  fails: text({
    en: 'no upgrade channel is chosen',
    ja: 'アップグレードチャネルが選ばれていません',
  }),
  fix: {
    title: text({
      en: 'follow the patch channel',
      ja: 'patch チャネルに従う',
    }),
    value: 'patch',
    safety: 'review',
  },
  enforce: { azurePolicy: '5c345cdf-2049-47e0-b8fe-b0e96bc2df35' },
  references: ['https://learn.microsoft.com/azure/aks/auto-upgrade-cluster'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    autoUpgradeProfile: {
      upgradeChannel: «'none'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    autoUpgradeProfile: {
      upgradeChannel: 'patch'
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
  automatic_upgrade_channel = «"none"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  automatic_upgrade_channel = "patch"
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  automatic_upgrade_channel = "patch"
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
          "upgradeChannel": "patch"
        }
      }
    }
  ]
}
`,
    },
  ],
})
