import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { diagnosticsCheck } from '../diagnostics-check.ts'

export const auditLogs = diagnosticsCheck({
  id: 'cluster/audit-logs',
  controls: ['log-aks-audit', 'detect-audit-logs'],
  standards: ['cis-aks/2.1.1'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Audit logs of the Kubernetes API are collected',
    ja: 'Kubernetes API の監査ログを収集する',
  }),
  why: text({
    en: 'The audit log is the only record of who did what in the cluster; without it an attack can be neither seen nor reconstructed.',
    ja: '監査ログは、クラスターで誰が何をしたかの唯一の記録です。なければ攻撃に気付くことも、たどることもできません。',
  }),
  needs: [
    ['kube-audit-admin', 'kube-audit', 'audit', 'allLogs'],
    ['guard', 'audit', 'allLogs'],
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
        category: 'kube-audit-admin'
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
        category: 'kube-audit-admin'
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
        category: 'guard'
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
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "guard"
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
