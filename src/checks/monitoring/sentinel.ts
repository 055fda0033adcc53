import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { logWorkspace } from '../../models/azure/kinds.ts'
import { resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { getsClusterLogs, hasSentinel } from '../../models/azure/sentinel.ts'
import { unreadAmong } from '../../models/azure/unread.ts'

export const sentinel = defineCheck({
  id: 'monitoring/sentinel',
  controls: ['siem-sentinel', 'detect-siem'],
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Microsoft Sentinel watches the logs of the cluster', ja: 'クラスターのログを Microsoft Sentinel で監視する' }),
  why: text({
    en: 'Logs that are only kept show an attack when somebody looks for it; Sentinel looks all the time.',
    ja: '保管するだけのログでは、調べたときにしか攻撃に気付けません。Sentinel なら常に監視できます。',
  }),
  subject: logWorkspace,
  reads: 'estate',
  messages: {
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
    missing: text({
      en: 'logs of a cluster go to this workspace, and Sentinel is not on it',
      ja: 'クラスターのログを集めるワークスペースですが、Sentinel が有効ではありません',
    }),
  },
  *evaluate(workspace: AzureResource, { report, unknown, estate }) {
    const resources = estate.view(resourcesByType)
    if (!getsClusterLogs(workspace, resources))
      return notApplicable(
        text({ en: 'no logs of a cluster go to this workspace', ja: 'クラスターのログを集めるワークスペースではありません' }),
      )
    if (hasSentinel(workspace, resources)) return undefined
    const path = unreadAmong(estate, ['Microsoft.SecurityInsights/onboardingStates'])
    yield path === undefined ? report('missing', {}, { at: [] }) : unknown('unread', { path }, { at: [] })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/sentinel/overview'],
  examples: [
    {
      name: 'a workspace without Sentinel',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource «workspace» 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'workspace'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: aks
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform without Sentinel',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

«resource "azurerm_log_analytics_workspace" "logs"» {
  name = "logs"
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  name                       = "logs"
  target_resource_id         = azurerm_kubernetes_cluster.aks.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "audit"
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with Sentinel',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_log_analytics_workspace" "logs" {
  name = "logs"
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  name                       = "logs"
  target_resource_id         = azurerm_kubernetes_cluster.aks.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "audit"
  }
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "sentinel" {
  workspace_id = azurerm_log_analytics_workspace.logs.id
}
`,
    },
    {
      name: 'an ARM template with Sentinel',
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
      "type": "Microsoft.OperationalInsights/workspaces",
      "apiVersion": "2023-09-01",
      "name": "workspace"
    },
    {
      "type": "Microsoft.Insights/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "logs",
      "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]",
      "properties": {
        "workspaceId": "[resourceId('Microsoft.OperationalInsights/workspaces', 'workspace')]",
        "logs": [
          {
            "categoryGroup": "audit",
            "enabled": true
          }
        ]
      }
    },
    {
      "type": "Microsoft.SecurityInsights/onboardingStates",
      "apiVersion": "2024-09-01",
      "name": "default",
      "scope": "[resourceId('Microsoft.OperationalInsights/workspaces', 'workspace')]"
    }
  ]
}
`,
    },
  ],
})
