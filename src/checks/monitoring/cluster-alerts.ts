import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { shapesAt } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { valueAt, type Unknown, type Value } from '../../models/azure/value/value.ts'
import { companionCheck } from '../companion-check.ts'
import { isEnabled } from '../is-enabled.ts'

/** Metric alerts have actions themselves, groups of rules in each rule. */
function tellsSomebody(alert: AzureResource): boolean | Unknown {
  const enabled = isEnabled(alert)
  if (enabled !== true) return enabled
  const rules = alert.get('properties', 'rules')
  const actions = rules?.kind === 'list' ? rules.items.map((rule) => valueAt(rule, ['actions'])) : [alert.get('properties', 'actions')]
  const open = actions.find((value) => value?.kind === 'unknown')
  return actions.some(isFilled) || (open?.kind === 'unknown' ? open : false)
}

const isFilled = (value: Value | undefined): boolean => value?.kind === 'list' && value.items.length > 0

export const clusterAlerts = companionCheck({
  id: 'monitoring/cluster-alerts',
  controls: ['mon-alerts'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Alerts on the cluster tell somebody', ja: 'クラスターのアラートを通知する' }),
  why: text({
    en: 'Metrics that nobody looks at warn nobody: nodes run full and pods restart for days.',
    ja: 'メトリックを見る人がいなければ、ノードの逼迫や Pod の再起動が何日も続いても気付けません。',
  }),
  subject: managedCluster,
  needs: [
    {
      what: text({ en: 'alert with somebody to tell', ja: '通知先のあるアラート' }),
      types: ['Microsoft.Insights/metricAlerts', 'Microsoft.AlertsManagement/prometheusRuleGroups'],
      isAbout: (alert, cluster) => shapesAt(alert, 'properties', 'scopes').includes(cluster.id),
      serves: tellsSomebody,
    },
  ],
  references: ['https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-metric-alerts'],
  examples: [
    {
      name: 'Bicep with an alert that tells nobody',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource «alert» 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'cpu'
  properties: {
    enabled: true
    scopes: [
      aks.id
    ]
    actions: []
  }
}
`,
      fails: ['unfit'],
    },
    {
      name: 'Terraform without an alert',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster" "aks"» {
  name = "aks"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with an alert',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_monitor_metric_alert" "cpu" {
  name   = "cpu"
  scopes = [azurerm_kubernetes_cluster.aks.id]

  action {
    action_group_id = azurerm_monitor_action_group.operators.id
  }
}
`,
    },
    {
      name: 'an ARM template with an alert',
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
      "type": "Microsoft.Insights/metricAlerts",
      "apiVersion": "2018-03-01",
      "name": "cpu",
      "properties": {
        "enabled": true,
        "scopes": [
          "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]"
        ],
        "actions": [
          {
            "actionGroupId": "[resourceId('Microsoft.Insights/actionGroups', 'operators')]"
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
})
