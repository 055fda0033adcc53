import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

const path = ['properties', 'securityProfile', 'imageCleaner', 'intervalHours']

/** A week, which is what the service itself proposes. */
const isAtMostAWeek = (value: JsonValue): boolean => typeof value === 'number' && value <= 168

export const imageCleanerInterval = settingCheck({
  id: 'cluster/image-cleaner-interval',
  controls: ['aks-image-cleaner'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Unused images are removed at least once a week', ja: '使われていないイメージを週に 1 回以上削除する' }),
  why: text({
    en: 'Until it is removed, an image with known holes stays on the node and can be started without being pulled again.',
    ja: '削除されるまで、脆弱性のあるイメージがノードに残り、再取得なしで起動できます。',
  }),
  anyOf: [{ path, accepts: isAtMostAWeek }],
  exempt: (cluster) =>
    cluster.get(...path) === undefined ? text({ en: 'the service chooses the interval', ja: '間隔はサービスが選びます' }) : undefined,
  fails: text({ en: 'more than a week passes between two cleanings', ja: '削除の間隔が 1 週間を超えています' }),
  fix: { title: text({ en: 'clean once a week', ja: '週に 1 回削除する' }), value: 168, safety: 'review' },
  references: ['https://learn.microsoft.com/azure/aks/image-cleaner'],
  examples: [
    {
      name: 'Bicep with a month',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      imageCleaner: {
        enabled: true
        intervalHours: «720»
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
        intervalHours: 168
      }
    }
  }
}
`,
    },
    {
      name: 'Terraform with a month',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                         = "aks"
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = «720»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name                         = "aks"
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 168
}
`,
    },
    {
      name: 'Terraform with two days',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                         = "aks"
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 48
}
`,
    },
    {
      name: 'an ARM template with a month',
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
          "imageCleaner": { "enabled": true, "intervalHours": «720» }
        }
      }
    }
  ]
}
`,
      fails: ['fails'],
      fixed: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "securityProfile": {
          "imageCleaner": { "enabled": true, "intervalHours": 168 }
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'an ARM template that leaves it to the service',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "securityProfile": { "imageCleaner": { "enabled": true } }
      }
    }
  ]
}
`,
    },
  ],
})
