import { text } from '../../core/text.ts'
import { logQueryAlert } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isText, valueAt } from '../../models/azure/value/value.ts'
import { alertCheck } from '../alert-check.ts'

const isSentinelRule = (alert: AzureResource): boolean => alert.is('Microsoft.SecurityInsights/alertRules')

function queriesOf(alert: AzureResource): string {
  if (isSentinelRule(alert)) return alert.shape('properties', 'query') ?? ''
  const criteria = alert.get('properties', 'criteria', 'allOf')
  const queries = criteria?.kind === 'list' ? criteria.items.map((item) => valueAt(item, ['query'])) : []
  return queries.flatMap((query) => (query !== undefined && isText(query) ? [query.value] : [])).join('\n')
}

export const disabledAccountAlert = alertCheck({
  id: 'monitoring/disabled-account-alert',
  controls: ['log-disabled-account-alert', 'detect-disabled-credentials'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Sign-ins with disabled accounts raise an alert', ja: '無効なアカウントでのサインインを通知する' }),
  why: text({
    en: 'Whoever tries an account that was disabled has credentials that they should not have.',
    ja: '無効にしたアカウントを試す人は、持っているはずのない資格情報を持っています。',
  }),
  subject: logQueryAlert,
  isMeant: (alert) => /signinlogs/i.test(queriesOf(alert)) && queriesOf(alert).includes('50057'),
  actions: ['properties', 'actions', 'actionGroups'],
  tellsByItself: isSentinelRule,
  references: ['https://learn.microsoft.com/entra/identity-platform/reference-error-codes'],
  examples: [
    {
      name: 'Terraform with a rule of Sentinel that is off, and one that is on',
      file: 'main.tf',
      source: `resource "azurerm_sentinel_alert_rule_scheduled" "off" {
  name                       = "off"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id
  enabled                    = «false»
  query                      = "SigninLogs | where ResultType == 50057"
}

resource "azurerm_sentinel_alert_rule_scheduled" "on" {
  name                       = "on"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id
  query                      = "SigninLogs | where ResultType == 50057"
}
`,
      fails: ['disabled'],
    },
    {
      name: 'Bicep with an alert that tells nobody',
      file: 'main.bicep',
      source: `resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'disabled'
  properties: {
    enabled: true
    criteria: {
      allOf: [
        {
          query: 'SigninLogs | where ResultType == 50057'
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
      source: `resource "azurerm_monitor_scheduled_query_rules_alert_v2" "disabled" {
  name    = "disabled"
  enabled = «false»

  criteria {
    query = "SigninLogs | where ResultType == 50057"
  }

  action {
    action_groups = [azurerm_monitor_action_group.operators.id]
  }
}
`,
      fails: ['disabled'],
    },
    {
      name: 'Terraform with an alert',
      file: 'main.tf',
      source: `resource "azurerm_monitor_scheduled_query_rules_alert_v2" "disabled" {
  name    = "disabled"
  enabled = true

  criteria {
    query = "SigninLogs | where ResultType == 50057"
  }

  action {
    action_groups = [azurerm_monitor_action_group.operators.id]
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
      "type": "Microsoft.Insights/scheduledQueryRules",
      "apiVersion": "2023-12-01",
      "name": "disabled",
      "properties": {
        "enabled": true,
        "criteria": {
          "allOf": [
            {
              "query": "SigninLogs | where ResultType == 50057"
            }
          ]
        },
        "actions": {
          "actionGroups": [
            "[resourceId('Microsoft.Insights/actionGroups', 'operators')]"
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
