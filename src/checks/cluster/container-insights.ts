import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const containerInsights = settingCheck({
  id: 'cluster/container-insights',
  controls: ['mon-container-insights'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Container logs are collected',
    ja: 'コンテナーのログを収集する',
  }),
  why: text({
    en: 'Without collected logs nobody can tell what a compromised container did, and they are gone with the pod.',
    ja: 'ログを収集しないと、侵害されたコンテナーが何をしたか分からず、Pod とともに失われます。',
  }),
  anyOf: [
    { path: ['properties', 'addonProfiles', 'omsagent', 'enabled'], accepts: isTrue },
    { path: ['properties', 'azureMonitorProfile', 'containerInsights', 'enabled'], accepts: isTrue },
  ],
  fails: text({
    en: 'Container Insights is off',
    ja: 'Container Insights が無効です',
  }),
  references: ['https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      omsagent: {
        enabled: «false»
      }
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "addonProfiles": {
          "omsagent": {
            "enabled": true
          }
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform with Container Insights',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  oms_agent {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id
  }
}
`,
    },
  ],
})
