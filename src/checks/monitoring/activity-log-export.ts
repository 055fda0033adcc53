import { text } from '../../core/text.ts'
import { activityLogSetting } from '../../models/azure/kinds.ts'
import { logExportCheck } from '../log-export-check.ts'

export const activityLogExport = logExportCheck({
  id: 'monitoring/activity-log-export',
  controls: ['log-activity'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The Activity Log is exported', ja: 'アクティビティログをエクスポートする' }),
  why: text({
    en: 'The Activity Log forgets after 90 days, and alone it cannot be searched together with the logs of the cluster.',
    ja: 'アクティビティログは 90 日で消え、そのままではクラスターのログと合わせて検索できません。',
  }),
  subject: activityLogSetting,
  categories: ['Administrative', 'Security', 'Alert', 'Policy'],
  references: ['https://learn.microsoft.com/azure/azure-monitor/platform/activity-log'],
  examples: [
    {
      name: 'Bicep with two of the categories',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource export 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'export'
  properties: {
    workspaceId: 'workspace'
    «logs»: [
      {
        category: 'Administrative'
        enabled: true
      }
      {
        category: 'Security'
        enabled: true
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with one of the categories',
      file: 'main.tf',
      source: `resource "azurerm_monitor_diagnostic_setting" "export" {
  name                       = "export"
  target_resource_id         = "/subscriptions/00000000-0000-0000-0000-000000000001"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  «enabled_log» {
    category = "Administrative"
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with all',
      file: 'main.tf',
      source: `resource "azurerm_monitor_diagnostic_setting" "export" {
  name                       = "export"
  target_resource_id         = "/subscriptions/00000000-0000-0000-0000-000000000001"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "Administrative"
  }

  enabled_log {
    category = "Security"
  }

  enabled_log {
    category = "Alert"
  }

  enabled_log {
    category = "Policy"
  }
}
`,
    },
    {
      name: 'an ARM template with all',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Insights/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "export",
      "properties": {
        "workspaceId": "workspace",
        "logs": [
          {
            "category": "Administrative",
            "enabled": true
          },
          {
            "category": "Security",
            "enabled": true
          },
          {
            "category": "Alert",
            "enabled": true
          },
          {
            "category": "Policy",
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
