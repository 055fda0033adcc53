import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { diagnosticsCheck } from '../diagnostics-check.ts'

export const controlPlaneLogs = diagnosticsCheck({
  id: 'cluster/control-plane-logs',
  controls: ['log-aks-control-plane'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Logs of the control plane are collected',
    ja: 'コントロールプレーンのログを収集する',
  }),
  why: text({
    en: 'Failures and refusals of the API server, controllers and scheduler show there first, and are kept nowhere else.',
    ja: 'API サーバー、コントローラー、スケジューラーの障害や拒否はまずここに現れ、他には残りません。',
  }),
  needs: [
    ['kube-apiserver', 'allLogs'],
    ['kube-controller-manager', 'allLogs'],
    ['kube-scheduler', 'allLogs'],
    ['cluster-autoscaler', 'allLogs'],
    ['cloud-controller-manager', 'allLogs'],
  ],
  references: ['https://learn.microsoft.com/azure/aks/monitor-aks'],
  examples: [
    {
      name: 'nothing is collected',
      file: 'main.bicep',
      source: `resource «aks» 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}
`,
      fails: ['missing'],
    },
    {
      name: 'the setting is there and switched off',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: aks
  properties: {
    workspaceId: 'workspace'
    «logs»: [
      {
        category: 'kube-apiserver'
        enabled: false
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'all logs, as a group',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: aks
  properties: {
    workspaceId: 'workspace'
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}
`,
    },
    {
      name: 'two settings that do it together',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: aks
  properties: {
    workspaceId: 'workspace'
    logs: [
      {
        category: 'kube-apiserver'
        enabled: true
      }
      {
        category: 'kube-controller-manager'
        enabled: true
      }
    ]
  }
}

resource more 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'more'
  scope: aks
  properties: {
    workspaceId: 'workspace'
    logs: [
      {
        category: 'kube-scheduler'
        enabled: true
      }
      {
        category: 'cluster-autoscaler'
        enabled: true
      }
      {
        category: 'cloud-controller-manager'
        enabled: true
      }
    ]
  }
}
`,
    },
    {
      name: 'Terraform without a setting',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster" "aks"» {
  name = "aks"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a setting',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  name                       = "logs"
  target_resource_id         = azurerm_kubernetes_cluster.aks.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "kube-apiserver"
  }

  enabled_log {
    category = "kube-controller-manager"
  }

  enabled_log {
    category = "kube-scheduler"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "cloud-controller-manager"
  }
}
`,
    },
    {
      name: 'an ARM template with a nested setting',
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
      "type": "Microsoft.ContainerService/managedClusters/providers/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "aks/Microsoft.Insights/logs",
      "properties": {
        "logs": [
          {
            "categoryGroup": "allLogs",
            "enabled": true
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
