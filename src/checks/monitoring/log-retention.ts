import { text } from '../../core/text.ts'
import { logWorkspace } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

/** Intrusions are found after weeks; most standards ask for ninety days at hand. */
const leastDays = 90

export const logRetention = settingCheck({
  id: 'monitoring/log-retention',
  controls: ['log-retention'],
  subject: logWorkspace,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Logs are kept for at least 90 days',
    ja: 'ログを 90 日以上保持する',
  }),
  why: text({
    en: 'Intrusions are often found weeks later; logs that are gone by then cannot tell how it happened.',
    ja: '侵入は数週間後に見つかることが多く、その時に消えているログからは経緯が分かりません。',
  }),
  anyOf: [{ path: ['properties', 'retentionInDays'], accepts: (value) => Number(value) >= leastDays }],
  fails: text({
    en: 'logs are kept for less than 90 days',
    ja: 'ログの保持期間が 90 日未満です',
  }),
  fix: {
    title: text({
      en: 'keep logs for 90 days',
      ja: 'ログを 90 日保持する',
    }),
    value: 90,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'logs'
  properties: {
    retentionInDays: «30»
  }
}
`,
      fails: ['fails'],
      fixed: `resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'logs'
  properties: {
    retentionInDays: 90
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_log_analytics_workspace" "logs" {
  name = "logs"
  retention_in_days = «30»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_log_analytics_workspace" "logs" {
  name = "logs"
  retention_in_days = 90
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_log_analytics_workspace" "logs" {
  name = "logs"
  retention_in_days = 90
}
`,
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.OperationalInsights/workspaces",
      "apiVersion": "2023-09-01",
      "name": "logs",
      "properties": {
        "retentionInDays": 90
      }
    }
  ]
}
`,
    },
  ],
})
