import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { armTemplate } from '../azure-example.ts'
import { given, isTrue, settingCheck } from '../setting-check.ts'

const addon = ['properties', 'addonProfiles', 'omsagent']

export const containerInsightsWorkspace = settingCheck({
  id: 'cluster/container-insights-workspace',
  controls: ['mon-container-insights'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Container Insights names its workspace', ja: 'Container Insights の送信先ワークスペースを指定する' }),
  why: text({
    en: 'Without a workspace the agent has nowhere to send to, or a default one collects the logs where nobody looks for them.',
    ja: 'ワークスペースを指定しないと、送信先がないか、誰も見ない既定のワークスペースにログが集まります。',
  }),
  anyOf: [given(...addon, 'config', 'logAnalyticsWorkspaceResourceID')],
  exempt: (cluster) => {
    const enabled = cluster.get(...addon, 'enabled')
    return enabled?.kind === 'scalar' && enabled.value !== null && isTrue(enabled.value)
      ? undefined
      : text({ en: 'the add-on is off', ja: 'アドオンが無効です' })
  },
  fails: text({ en: 'no workspace is named', ja: 'ワークスペースが指定されていません' }),
  references: ['https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable'],
  examples: [
    {
      name: 'Bicep without a workspace',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: «''»
        }
      }
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform without a workspace',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  oms_agent {
    log_analytics_workspace_id = «""»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with its workspace',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  oms_agent {
    log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/logs"
  }
}
`,
    },
    {
      name: 'an ARM template in the case of the portal',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2025-05-01',
        name: 'aks',
        properties: {
          addonProfiles: {
            omsAgent: {
              enabled: true,
              config: { loganalyticsworkspaceresourceid: "[resourceId('Microsoft.OperationalInsights/workspaces', 'logs')]" },
            },
          },
        },
      }),
    },
  ],
})
