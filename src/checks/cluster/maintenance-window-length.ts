import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { lastPart, resourcesByType } from '../../models/azure/relations.ts'
import type { Value } from '../../models/azure/value/value.ts'

/** The service takes no shorter window; an upgrade that does not fit is put off to the next one. */
const shortest = 4

const names = ['aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule']
const ofResource = ['properties', 'maintenanceWindow', 'durationHours']

const fix = (path: readonly string[]) =>
  ({
    title: text({ en: 'make the window four hours long', ja: '時間帯を 4 時間にする' }),
    safety: 'review',
    edits: [set(path, shortest)],
  }) as const

export const maintenanceWindowLength = defineCheck({
  id: 'cluster/maintenance-window-length',
  controls: ['aks-maintenance-windows'],
  subject: managedCluster,
  reads: 'estate',
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Maintenance windows are at least four hours long', ja: 'メンテナンス時間帯は 4 時間以上にする' }),
  why: text({
    en: 'An upgrade moves node by node. In a short window it is not finished, and the rest of the nodes waits for the next one.',
    ja: '更新はノードを 1 台ずつ進めます。時間帯が短いと終わらず、残りのノードは次の機会まで更新されません。',
  }),
  messages: {
    short: text({ en: '{window} is {hours} hours long', ja: '{window} の長さは {hours} 時間です' }),
  },
  *evaluate(cluster, { report, estate }) {
    for (const window of names) {
      const path = ['maintenanceConfigurations', window, 'durationHours']
      const hours = hoursOf(cluster.get(...path))
      if (hours !== undefined && hours < shortest) yield report('short', { window, hours }, { at: path, fix: fix(path) })
    }
    const type = 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
    for (const resource of estate.view(resourcesByType).within(cluster, type)) {
      const hours = hoursOf(resource.get(...ofResource))
      if (hours === undefined || hours >= shortest) continue
      const window = lastPart(resource.name)
      yield report('short', { window, hours }, { at: ofResource, of: resource, fix: { ...fix(ofResource), subject: resource } })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/planned-maintenance'],
  examples: [
    {
      name: 'Bicep with a window of two hours',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'

  resource upgrades 'maintenanceConfigurations' = {
    name: 'aksManagedAutoUpgradeSchedule'
    properties: {
      maintenanceWindow: {
        durationHours: «2»
      }
    }
  }
}
`,
      fails: ['short'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'

  resource upgrades 'maintenanceConfigurations' = {
    name: 'aksManagedAutoUpgradeSchedule'
    properties: {
      maintenanceWindow: {
        durationHours: 4
      }
    }
  }
}
`,
    },
    {
      name: 'Terraform with a window of three hours',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  maintenance_window_node_os {
    frequency = "Weekly"
    interval  = 1
    duration  = «3»
  }
}
`,
      fails: ['short'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  maintenance_window_node_os {
    frequency = "Weekly"
    interval  = 1
    duration  = 4
  }
}
`,
    },
    {
      name: 'an ARM template with six hours',
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
          "durationHours": 6
        }
      }
    }
  ]
}
`,
    },
  ],
})

function hoursOf(value: Value | undefined): number | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined
}
