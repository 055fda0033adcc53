import { text } from '../../core/text.ts'
import { directoryLogSetting } from '../../models/azure/kinds.ts'
import { logExportCheck } from '../log-export-check.ts'

export const directoryLogExport = logExportCheck({
  id: 'monitoring/directory-log-export',
  controls: ['log-entra', 'detect-entra-logs', 'identity-pod-access-audit'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Sign-in and audit logs of Entra ID are exported', ja: 'Entra ID のサインインログと監査ログをエクスポートする' }),
  why: text({
    en: 'Stolen credentials show first in the sign-ins, of people as of applications and identities.',
    ja: '資格情報の盗難は、人やアプリ、マネージド ID のサインインに最初に現れます。',
  }),
  subject: directoryLogSetting,
  categories: ['AuditLogs', 'SignInLogs', 'NonInteractiveUserSignInLogs', 'ServicePrincipalSignInLogs', 'ManagedIdentitySignInLogs'],
  references: ['https://learn.microsoft.com/entra/identity/monitoring-health/howto-integrate-activity-logs-with-azure-monitor-logs'],
  examples: [
    {
      name: 'Bicep with the audit logs only',
      file: 'main.bicep',
      source: `resource export 'microsoft.aadiam/diagnosticSettings@2017-04-01' = {
  name: 'export'
  properties: {
    workspaceId: 'workspace'
    «logs»: [
      {
        category: 'AuditLogs'
        enabled: true
      }
    ]
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with the audit logs only',
      file: 'main.tf',
      source: `resource "azurerm_monitor_aad_diagnostic_setting" "export" {
  name                       = "export"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  «enabled_log» {
    category = "AuditLogs"
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with all',
      file: 'main.tf',
      source: `resource "azurerm_monitor_aad_diagnostic_setting" "export" {
  name                       = "export"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "AuditLogs"
  }

  enabled_log {
    category = "SignInLogs"
  }

  enabled_log {
    category = "NonInteractiveUserSignInLogs"
  }

  enabled_log {
    category = "ServicePrincipalSignInLogs"
  }

  enabled_log {
    category = "ManagedIdentitySignInLogs"
  }
}
`,
    },
    {
      name: 'an ARM template with all',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "microsoft.aadiam/diagnosticSettings",
      "apiVersion": "2017-04-01",
      "name": "export",
      "properties": {
        "workspaceId": "workspace",
        "logs": [
          {
            "category": "AuditLogs",
            "enabled": true
          },
          {
            "category": "SignInLogs",
            "enabled": true
          },
          {
            "category": "NonInteractiveUserSignInLogs",
            "enabled": true
          },
          {
            "category": "ServicePrincipalSignInLogs",
            "enabled": true
          },
          {
            "category": "ManagedIdentitySignInLogs",
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
