import { text } from '../../core/text.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import type { Unknown } from '../../models/azure/value/value.ts'
import { collectionCheck, collectionExamples, isSwitchedOn } from '../collection-check.ts'

/** With the key of the workspace the agent sends by itself; as a managed identity it does what a rule says. */
function needsRule(cluster: AzureResource): boolean | Unknown {
  if (isSwitchedOn(cluster, 'azureMonitorProfile', 'containerInsights', 'enabled') === true) return true
  const enabled = isSwitchedOn(cluster, 'addonProfiles', 'omsagent', 'enabled')
  const asIdentity = isSwitchedOn(cluster, 'addonProfiles', 'omsagent', 'config', 'useAADAuth')
  if (enabled === false || asIdentity === false) return false
  return enabled === true ? asIdentity : enabled
}

export const containerInsightsCollected = collectionCheck({
  id: 'cluster/container-insights-collected',
  controls: ['mon-container-insights'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A data collection rule takes what Container Insights sends',
    ja: 'Container Insights のデータ収集ルールを関連付ける',
  }),
  why: text({
    en: 'With a managed identity the add-on alone sends nothing: the agent runs, the portal shows the cluster as monitored, and no log arrives.',
    ja: 'マネージド ID を使う場合、アドオンを有効にしただけでは何も送られません。エージェントが動き、監視中と表示されていても、ログは届きません。',
  }),
  what: text({ en: 'what Container Insights sends', ja: 'Container Insights のデータ' }),
  isMeant: (stream) => stream.startsWith('microsoft-containerinsights-') || stream.startsWith('microsoft-containerlog'),
  sends: needsRule,
  sendsNot: text({
    en: 'Container Insights is off, or signs in with the key of its workspace',
    ja: 'Container Insights が無効か、ワークスペースのキーで認証しています',
  }),
  references: ['https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable'],
  examples: [
    ...collectionExamples({
      bicep: `    addonProfiles: {
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: resourceId('Microsoft.OperationalInsights/workspaces', 'logs')
          useAADAuth: 'true'
        }
      }
    }
`,
      terraform: `  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.logs.id
    msi_auth_for_monitoring_enabled = true
  }
`,
      arm: { addonProfiles: { omsAgent: { enabled: true, config: { useAADAuth: 'true' } } } },
      stream: 'Microsoft-ContainerInsights-Group-Default',
      other: 'Microsoft-PrometheusMetrics',
    }),
  ],
})
