import { defineCheck, notApplicable } from '../../core/check.ts'
import { number } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { logTable } from '../../models/azure/kinds.ts'
import { auditTables } from '../../models/azure/log-tables.ts'
import { lastPart } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import type { Unknown } from '../../models/azure/value/value.ts'
import { armAnswer } from '../azure-example.ts'

const ready = ['properties', 'retentionInDays']
const total = ['properties', 'totalRetentionInDays']

/** The days at a path; undefined where the table takes those of its workspace, which the API also writes as -1. */
function daysAt(table: AzureResource, path: readonly string[]): number | Unknown | undefined {
  const value = table.get(...path)
  if (value?.kind === 'unknown') return value
  const days = value?.kind === 'scalar' && value.value !== null ? Number(value.value) : undefined
  return days === undefined || Number.isNaN(days) || days < 0 ? undefined : days
}

export const tableRetention = defineCheck({
  id: 'monitoring/table-retention',
  controls: ['log-retention'],
  subject: logTable,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No table of audit logs is kept for less than the workspace', ja: '監査ログのテーブルの保持期間を個別に短縮しない' }),
  why: text({
    en: 'A setting of one table overrides that of the workspace: the workspace says a year, and the audit logs are gone in a week.',
    ja: 'テーブルの設定はワークスペースの設定に優先します。ワークスペースの保持期間が 1 年でも、監査ログは 1 週間で消えることがあります。',
  }),
  options: { days: number(90, text({ en: 'for how many days audit logs have to be kept', ja: '監査ログに求める保持日数' })) },
  messages: {
    short: text({ en: '{table} is kept for {days} days', ja: '{table} の保持期間が {days} 日です' }),
    undecided: text({
      en: 'how long {table} is kept depends on {input}, which is not known here',
      ja: '{table} の保持期間は {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(table: AzureResource, { report, unknown, options }) {
    const name = lastPart(table.name)
    if (!auditTables.has(name.toLowerCase()))
      return notApplicable(text({ en: 'it holds no audit logs', ja: '監査ログのテーブルではありません' }))
    const given = [daysAt(table, ready), daysAt(table, total)]
    const known = given.filter((days) => typeof days === 'number')
    if (known.some((days) => days >= options.days)) return undefined
    const at = given[1] === undefined ? ready : total
    const open = given.find((days) => typeof days === 'object')
    if (open !== undefined) yield unknown('undecided', { table: name, input: open.reason.decidedBy }, { at })
    else if (known.length > 0) yield report('short', { table: name, days: Math.max(...known) }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure'],
  examples: [
    {
      name: 'Bicep with a table that is kept for a month, and one without audit logs',
      file: 'main.bicep',
      source: `resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'logs'
  properties: {
    retentionInDays: 365
  }
}

resource audit 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = {
  parent: logs
  name: 'AKSAudit'
  properties: {
    retentionInDays: «30»
  }
}

resource perf 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = {
  parent: logs
  name: 'Perf'
  properties: {
    retentionInDays: 8
  }
}
`,
      fails: ['short'],
    },
    {
      name: 'Terraform with a short total',
      file: 'main.tf',
      source: `resource "azurerm_log_analytics_workspace_table" "audit" {
  workspace_id            = azurerm_log_analytics_workspace.logs.id
  name                    = "AKSAuditAdmin"
  plan                    = "Basic"
  total_retention_in_days = «60»
}
`,
      fails: ['short'],
    },
    {
      name: 'Terraform that archives what is no longer at hand',
      file: 'main.tf',
      source: `resource "azurerm_log_analytics_workspace_table" "audit" {
  workspace_id            = azurerm_log_analytics_workspace.logs.id
  name                    = "AKSAuditAdmin"
  retention_in_days       = 30
  total_retention_in_days = 365
}
`,
    },
    {
      name: 'what the service answers of a table that follows the workspace',
      file: 'live.json',
      source: armAnswer({
        id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/logs/tables/AKSAudit',
        name: 'AKSAudit',
        type: 'Microsoft.OperationalInsights/workspaces/tables',
        properties: { retentionInDays: -1, totalRetentionInDays: -1, plan: 'Analytics' },
      }),
    },
  ],
})
