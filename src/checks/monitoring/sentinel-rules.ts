import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { logWorkspace } from '../../models/azure/kinds.ts'
import { resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { getsClusterLogs, hasSentinel } from '../../models/azure/sentinel.ts'
import { unreadAmong } from '../../models/azure/unread.ts'
import { isEnabled } from '../is-enabled.ts'

const ruleType = 'Microsoft.SecurityInsights/alertRules'
/** The tables in which the audit logs of a cluster stand. */
const clusterTables = /\b(?:AKSAudit|AKSAuditAdmin|AKSControlPlane|AzureDiagnostics)\b/i

export const sentinelRules = defineCheck({
  id: 'monitoring/sentinel-rules',
  controls: ['siem-sentinel', 'detect-siem'],
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'A rule of Sentinel reads the logs of the cluster', ja: 'クラスターのログを調べる Sentinel のルールを置く' }),
  why: text({
    en: 'Sentinel without a rule that reads the audit logs of the cluster never raises an alert about it.',
    ja: 'クラスターの監査ログを調べるルールがなければ、Sentinel がクラスターについて警告することはありません。',
  }),
  subject: logWorkspace,
  reads: 'estate',
  messages: {
    missing: text({
      en: 'logs of a cluster go to this workspace, and no enabled rule of Sentinel reads them',
      ja: 'クラスターのログを集めていますが、それを調べる有効な Sentinel のルールがありません',
    }),
    undecided: text({
      en: 'whether the rule reads the logs of the cluster depends on {input}, which is not known here',
      ja: 'ルールがクラスターのログを調べるかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(workspace: AzureResource, { report, unknown, estate }) {
    const resources = estate.view(resourcesByType)
    if (!getsClusterLogs(workspace, resources) || !hasSentinel(workspace, resources))
      return notApplicable(
        text({ en: 'Sentinel does not watch a cluster from here', ja: 'クラスターを監視する Sentinel のワークスペースではありません' }),
      )
    const rules = resources.within(workspace, ruleType).filter((rule) => isEnabled(rule) !== false)
    if (rules.some((rule) => clusterTables.test(rule.shape('properties', 'query') ?? ''))) return undefined
    const open = rules.map((rule) => rule.get('properties', 'query')).find((query) => query?.kind === 'unknown')
    const path = unreadAmong(estate, [ruleType])
    if (open?.kind === 'unknown') yield unknown('undecided', { input: open.reason.decidedBy }, { at: [] })
    else yield path === undefined ? report('missing', {}, { at: [] }) : unknown('unread', { path }, { at: [] })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/sentinel/create-analytics-rules'],
  examples: [
    {
      name: 'Bicep with a rule about something else, and one that is off',
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
  }
}

resource sentinel 'Microsoft.SecurityInsights/onboardingStates@2024-09-01' = {
  name: 'default'
  scope: workspace
}

resource rule 'Microsoft.SecurityInsights/alertRules@2024-09-01' = {
  name: 'cluster-admin'
  scope: workspace
  kind: 'Scheduled'
  properties: {
    enabled: true
    query: 'SigninLogs | where ResultType != 0'
  }
}

resource off 'Microsoft.SecurityInsights/alertRules@2024-09-01' = {
  name: 'cluster-admin'
  scope: workspace
  kind: 'Scheduled'
  properties: {
    enabled: false
    query: 'AKSAudit | take 1'
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Bicep with a rule whose query is a parameter',
      file: 'main.bicep',
      source: `param query string

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource ‹workspace› 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'workspace'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: aks
  properties: {
    workspaceId: workspace.id
  }
}

resource sentinel 'Microsoft.SecurityInsights/onboardingStates@2024-09-01' = {
  name: 'default'
  scope: workspace
}

resource rule 'Microsoft.SecurityInsights/alertRules@2024-09-01' = {
  name: 'cluster-admin'
  scope: workspace
  kind: 'Scheduled'
  properties: {
    enabled: true
    query: query
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform without a rule',
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
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "sentinel" {
  workspace_id = azurerm_log_analytics_workspace.logs.id
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a rule',
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
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "sentinel" {
  workspace_id = azurerm_log_analytics_workspace.logs.id
}

resource "azurerm_sentinel_alert_rule_scheduled" "admins" {
  name                       = "admins"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id
  display_name               = "New cluster-admin"
  severity                   = "High"
  query                      = "AKSAuditAdmin | where RequestUri has 'clusterrolebindings'"
}
`,
    },
    {
      name: 'an ARM template with a rule',
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
        "workspaceId": "[resourceId('Microsoft.OperationalInsights/workspaces', 'workspace')]"
      }
    },
    {
      "type": "Microsoft.SecurityInsights/onboardingStates",
      "apiVersion": "2024-09-01",
      "name": "default",
      "scope": "[resourceId('Microsoft.OperationalInsights/workspaces', 'workspace')]"
    },
    {
      "type": "Microsoft.SecurityInsights/alertRules",
      "apiVersion": "2024-09-01",
      "name": "rule",
      "kind": "Scheduled",
      "scope": "[resourceId('Microsoft.OperationalInsights/workspaces', 'workspace')]",
      "properties": {
        "enabled": true,
        "query": "AzureDiagnostics | where Category == 'kube-audit-admin'"
      }
    }
  ]
}
`,
    },
  ],
})
