import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const apiVnetIntegration = settingCheck({
  id: 'cluster/api-vnet-integration',
  controls: ['aks-api-vnet-integration'],
  subject: managedCluster,
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'The API server stands in your virtual network',
    ja: 'API サーバーを仮想ネットワークに統合する',
  }),
  why: text({
    en: 'With integration nodes reach the API server without leaving your network, and no tunnel is needed.',
    ja: '統合すると、ノードから API サーバーへの通信が自分のネットワーク内に収まり、トンネルも要りません。',
  }),
  anyOf: [{ path: ['properties', 'apiServerAccessProfile', 'enableVnetIntegration'], accepts: isTrue }],
  fails: text({
    en: 'the API server is outside your virtual network',
    ja: 'API サーバーが仮想ネットワークの外にあります',
  }),
  references: ['https://learn.microsoft.com/azure/aks/api-server-vnet-integration'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enableVnetIntegration: «false»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  api_server_access_profile {
    virtual_network_integration_enabled = «false»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  api_server_access_profile {
    virtual_network_integration_enabled = true
  }
}
`,
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
        "apiServerAccessProfile": {
          "enableVnetIntegration": true
        }
      }
    }
  ]
}
`,
    },
  ],
})
