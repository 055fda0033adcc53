import { text } from '../../core/text.ts'
import { keyVault } from '../../models/azure/kinds.ts'
import { diagnosticsCheck } from '../diagnostics-check.ts'

export const auditLogs = diagnosticsCheck({
  id: 'key-vault/audit-logs',
  controls: ['kv-logs'],
  subject: keyVault,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Access to the vault is logged',
    ja: 'キーコンテナーへのアクセスを記録する',
  }),
  why: text({
    en: 'Only the audit log says which identity read which secret, and when it began to read more than usual.',
    ja: 'どの ID がどのシークレットを読んだか、いつ普段より多く読み始めたかは、監査ログでしか分かりません。',
  }),
  needs: [['AuditEvent', 'audit', 'allLogs']],
  references: ['https://learn.microsoft.com/azure/key-vault/general/logging'],
  examples: [
    {
      name: 'nothing is collected',
      file: 'main.bicep',
      source: `resource «vault» 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}
`,
      fails: ['missing'],
    },
    {
      name: 'the setting is there and switched off',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: vault
  properties: {
    workspaceId: 'workspace'
    «logs»: [
      {
        category: 'AuditEvent'
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
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: vault
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
      name: 'the category by name',
      file: 'main.bicep',
      source: `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: vault
  properties: {
    workspaceId: 'workspace'
    logs: [
      {
        category: 'AuditEvent'
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
    category = "AuditEvent"
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
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2024-11-01",
      "name": "vault"
    },
    {
      "type": "Microsoft.KeyVault/vaults/providers/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "vault/Microsoft.Insights/logs",
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
