import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { diagnostics } from '../../models/azure/diagnostics.ts'
import { loggingResource } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { unreadAmong } from '../../models/azure/unread.ts'

export const diagnosticsEverywhere = defineCheck({
  id: 'monitoring/diagnostics-everywhere',
  coveredBy: ['cluster/audit-logs', 'key-vault/audit-logs', 'registry/logs'],
  controls: ['log-all-resources', 'detect-diagnostics-everywhere'],
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Every resource that writes logs has them collected', ja: 'ログを出力するすべてのリソースで診断設定を行う' }),
  why: text({
    en: 'An attacker goes where nothing is recorded; one resource without logs breaks the trail.',
    ja: '攻撃者は記録のない場所を通ります。ログのないリソースがひとつあるだけで、足取りを追えなくなります。',
  }),
  subject: loggingResource,
  reads: 'estate',
  messages: {
    missing: text({ en: 'no diagnostic setting collects its logs', ja: 'ログを収集する診断設定がありません' }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
    undecided: text({
      en: 'whether its logs are collected depends on {input}, which is not known here',
      ja: 'ログを収集するかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(resource: AzureResource, { report, unknown, estate }) {
    const { categories, open } = estate.view(diagnostics).of(resource)
    if (categories.size > 0) return
    const path = unreadAmong(estate, ['Microsoft.Insights/diagnosticSettings'])
    if (path !== undefined) yield unknown('unread', { path }, { at: [] })
    else yield open === undefined ? report('missing', {}, { at: [] }) : unknown('undecided', { input: open.reason.decidedBy }, { at: [] })
  },
  references: ['https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings'],
  examples: [
    {
      name: 'Bicep without a setting',
      file: 'main.bicep',
      source: `resource «vault» 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform without a setting',
      file: 'main.tf',
      source: `«resource "azurerm_key_vault" "vault"» {
  name = "vault"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a setting',
      file: 'main.tf',
      source: `resource "azurerm_key_vault" "vault" {
  name = "vault"
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  name                       = "logs"
  target_resource_id         = azurerm_key_vault.vault.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "audit"
  }
}
`,
    },
    {
      name: 'an ARM template with a setting',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2024-11-01",
      "name": "vault"
    },
    {
      "type": "Microsoft.Insights/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "logs",
      "scope": "[resourceId('Microsoft.KeyVault/vaults', 'vault')]",
      "properties": {
        "workspaceId": "workspace",
        "logs": [
          {
            "categoryGroup": "audit",
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
