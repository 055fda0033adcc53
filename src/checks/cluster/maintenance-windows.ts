import type { Text } from '../../core/text.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { lastPart } from '../../models/azure/relations.ts'
import type { Companion } from '../companion-check.ts'
import { companionCheck } from '../companion-check.ts'

const configurationType = 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'

/** The service knows the two windows by their names. */
function windowFor(name: string, what: Text<never>): Companion {
  return {
    what,
    types: [configurationType],
    among: (cluster, resources) => resources.within(cluster, configurationType),
    isAbout: (window) => lastPart(window.name).toLowerCase() === name.toLowerCase(),
    isWithin: (cluster) => {
      const inside = cluster.get('maintenanceConfigurations', name)
      return inside?.kind === 'unknown' ? inside : inside !== undefined
    },
  }
}

export const maintenanceWindows = companionCheck({
  id: 'cluster/maintenance-windows',
  controls: ['aks-maintenance-windows'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Upgrades take place in planned windows', ja: '計画したメンテナンス時間帯に更新する' }),
  why: text({
    en: 'Without windows automatic upgrades come at any hour; after the first bad one somebody switches them off.',
    ja: '時間帯を決めないと、自動更新がいつ始まるか分かりません。一度支障が出ると、自動更新そのものが無効にされがちです。',
  }),
  subject: managedCluster,
  needs: [
    windowFor(
      'aksManagedAutoUpgradeSchedule',
      text({ en: 'maintenance window for cluster upgrades', ja: 'クラスター更新のメンテナンス時間帯' }),
    ),
    windowFor(
      'aksManagedNodeOSUpgradeSchedule',
      text({ en: 'maintenance window for node OS upgrades', ja: 'ノード OS 更新のメンテナンス時間帯' }),
    ),
  ],
  references: ['https://learn.microsoft.com/azure/aks/planned-maintenance'],
  examples: [
    {
      name: 'Bicep with a window for one of the two',
      file: 'main.bicep',
      source: `resource «aks» 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource aksManagedAutoUpgradeSchedule 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-05-01' = {
  parent: aks
  name: 'aksManagedAutoUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
    }
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a window for one of the two',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster" "aks"» {
  name = "aks"

  maintenance_window_auto_upgrade {
    frequency = "Weekly"
    interval  = 1
    duration  = 4
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with both',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  maintenance_window_auto_upgrade {
    frequency = "Weekly"
    interval  = 1
    duration  = 4
  }

  maintenance_window_node_os {
    frequency = "Weekly"
    interval  = 1
    duration  = 4
  }
}
`,
    },
    {
      name: 'an ARM template with both',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks"
    },
    {
      "type": "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
      "apiVersion": "2025-05-01",
      "name": "aks/aksManagedAutoUpgradeSchedule",
      "properties": {
        "maintenanceWindow": {
          "durationHours": 4
        }
      }
    },
    {
      "type": "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
      "apiVersion": "2025-05-01",
      "name": "aks/aksManagedNodeOSUpgradeSchedule",
      "properties": {
        "maintenanceWindow": {
          "durationHours": 4
        }
      }
    }
  ]
}
`,
    },
  ],
})
