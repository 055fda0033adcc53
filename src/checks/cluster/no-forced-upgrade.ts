import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

export const noForcedUpgrade = settingCheck({
  id: 'cluster/no-forced-upgrade',
  controls: ['aks-no-forced-upgrade'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Upgrades are not forced past their checks',
    ja: 'アップグレードの事前検査を無効にしない',
  }),
  why: text({
    en: 'The check stops an upgrade that would break workloads on removed APIs; forcing it turns a warning into an outage.',
    ja: 'この検査は、廃止 API を使うワークロードが壊れるアップグレードを止めます。強行すると、警告が障害になります。',
  }),
  anyOf: [{ path: ['properties', 'upgradeSettings', 'overrideSettings', 'forceUpgrade'], accepts: isNotTrue }],
  fails: text({
    en: 'the upgrade guard is overridden',
    ja: 'アップグレードの保護が無効化されています',
  }),
  fix: {
    title: text({
      en: 'keep the upgrade guard',
      ja: 'アップグレードの保護を有効に戻す',
    }),
    value: false,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/stop-cluster-upgrade-api-breaking-changes'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    upgradeSettings: {
      overrideSettings: {
        forceUpgrade: «true»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    upgradeSettings: {
      overrideSettings: {
        forceUpgrade: false
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

  upgrade_override {
    force_upgrade_enabled = «true»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  upgrade_override {
    force_upgrade_enabled = false
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  upgrade_override {
    force_upgrade_enabled = false
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
        "upgradeSettings": {
          "overrideSettings": {
            "forceUpgrade": false
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
