import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const defenderSensor = settingCheck({
  id: 'cluster/defender-sensor',
  controls: ['def-profile', 'detect-cluster-threats'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The Defender sensor watches the cluster',
    ja: 'Defender のセンサーでクラスターを監視する',
  }),
  why: text({
    en: 'The sensor sees what happens on the nodes: shells in containers, crypto miners, escapes. Logs alone do not.',
    ja: 'センサーは、コンテナー内のシェル、マイニング、脱出などノード上の出来事を捉えます。ログだけでは分かりません。',
  }),
  anyOf: [{ path: ['properties', 'securityProfile', 'defender', 'securityMonitoring', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'the Defender sensor is off',
    ja: 'Defender のセンサーが無効です',
  }),
  enforce: { azurePolicy: 'a1840de2-8088-4ea8-b153-b4c723e9cb01' },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      defender: {
        securityMonitoring: {
          enabled: «false»
        }
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
        "securityProfile": {
          "defender": {
            "securityMonitoring": {
              "enabled": true
            }
          }
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform with the sensor',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  microsoft_defender {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id
  }
}
`,
    },
  ],
})
