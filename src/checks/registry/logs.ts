import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { diagnosticsCheck } from '../diagnostics-check.ts'

export const logs = diagnosticsCheck({
  id: 'registry/logs',
  controls: ['acr-logs'],
  subject: containerRegistry,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Logins to the registry and changes of it are logged',
    ja: 'レジストリへのログインと変更を記録する',
  }),
  why: text({
    en: 'Only these logs say who pushed an image, from where, and who tried and failed.',
    ja: '誰がどこからイメージを push したか、誰が試みて失敗したかは、このログでしか分かりません。',
  }),
  needs: [
    ['ContainerRegistryLoginEvents', 'audit', 'allLogs'],
    ['ContainerRegistryRepositoryEvents', 'audit', 'allLogs'],
  ],
  references: ['https://learn.microsoft.com/azure/container-registry/monitor-container-registry'],
  examples: [
    {
      name: 'nothing is collected',
      file: 'main.bicep',
      source: `resource «acr» 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
}
`,
      fails: ['missing'],
    },
    {
      name: 'the setting is there and switched off',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: acr
  properties: {
    workspaceId: 'workspace'
    «logs»: [
      {
        category: 'ContainerRegistryLoginEvents'
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
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: acr
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
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: acr
  properties: {
    workspaceId: 'workspace'
    logs: [
      {
        category: 'ContainerRegistryLoginEvents'
        enabled: true
      }
    ]
  }
}

resource more 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'more'
  scope: acr
  properties: {
    workspaceId: 'workspace'
    logs: [
      {
        category: 'ContainerRegistryRepositoryEvents'
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
      source: `«resource "azurerm_container_registry" "acr"» {
  name = "acr"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a setting',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  name                       = "logs"
  target_resource_id         = azurerm_container_registry.acr.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "ContainerRegistryLoginEvents"
  }

  enabled_log {
    category = "ContainerRegistryRepositoryEvents"
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
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-04-01",
      "name": "acr"
    },
    {
      "type": "Microsoft.ContainerRegistry/registries/providers/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "acr/Microsoft.Insights/logs",
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
