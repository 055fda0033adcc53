import { text } from '../../core/text.ts'
import { alertCategoriesOf } from '../../models/azure/alert-categories.ts'
import { activityLogAlert } from '../../models/azure/kinds.ts'
import { alertCheck } from '../alert-check.ts'

export const healthAlerts = alertCheck({
  id: 'monitoring/health-alerts',
  controls: ['mon-service-health'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Alerts on service and resource health tell somebody', ja: 'サービス正常性とリソース正常性のアラートを通知する' }),
  why: text({
    en: 'When Azure itself is at fault, nothing in the cluster shows it; the alert saves hours of search.',
    ja: 'Azure 側の障害は、クラスターの中からは分かりません。アラートがあれば、原因を探す時間を省けます。',
  }),
  subject: activityLogAlert,
  isMeant: (alert) => /servicehealth|resourcehealth/i.test(alertCategoriesOf(alert)),
  actions: ['properties', 'actions', 'actionGroups'],
  references: ['https://learn.microsoft.com/azure/service-health/alerts-activity-log-service-notifications-portal'],
  examples: [
    {
      name: 'Bicep with an alert that tells nobody',
      file: 'main.bicep',
      source: `resource alert 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: 'health'
  location: 'global'
  properties: {
    enabled: true
    scopes: [
      '/subscriptions/00000000-0000-0000-0000-000000000001'
    ]
    condition: {
      allOf: [
        {
          field: 'category'
          equals: 'ServiceHealth'
        }
      ]
    }
    actions: {
      actionGroups: «[]»
    }
  }
}
`,
      fails: ['silent'],
    },
    {
      name: 'Terraform with an alert that is off',
      file: 'main.tf',
      source: `resource "azurerm_monitor_activity_log_alert" "health" {
  name    = "health"
  scopes  = ["/subscriptions/00000000-0000-0000-0000-000000000001"]
  enabled = «false»

  criteria {
    category = "ServiceHealth"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operators.id
  }
}
`,
      fails: ['disabled'],
    },
    {
      name: 'Terraform with an alert',
      file: 'main.tf',
      source: `resource "azurerm_monitor_activity_log_alert" "health" {
  name    = "health"
  scopes  = ["/subscriptions/00000000-0000-0000-0000-000000000001"]
  enabled = true

  criteria {
    category = "ServiceHealth"
  }

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
      "type": "Microsoft.Insights/activityLogAlerts",
      "apiVersion": "2020-10-01",
      "name": "health",
      "location": "global",
      "properties": {
        "enabled": true,
        "scopes": [
          "/subscriptions/00000000-0000-0000-0000-000000000001"
        ],
        "condition": {
          "allOf": [
            {
              "field": "category",
              "equals": "ServiceHealth"
            }
          ]
        },
        "actions": {
          "actionGroups": [
            {
              "actionGroupId": "[resourceId('Microsoft.Insights/actionGroups', 'operators')]"
            }
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
})
