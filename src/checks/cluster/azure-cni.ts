import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const azureCni = settingCheck({
  id: 'cluster/azure-cni',
  controls: ['net-cni'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'The cluster uses Azure CNI',
    ja: 'Azure CNI を使う',
  }),
  why: text({
    en: 'kubenet is being retired and lacks the policies and private networking that the other controls rely on.',
    ja: 'kubenet は廃止予定で、他の対策が前提とするネットワークポリシーやプライベート接続に対応しません。',
  }),
  anyOf: [{ path: ['properties', 'networkProfile', 'networkPlugin'], accepts: isOneOf('azure', 'none') }],
  fails: text({
    en: 'the cluster uses kubenet',
    ja: 'kubenet が使われています',
  }),
  enforce: { azurePolicy: '46238e2f-3f6f-4589-9f3f-77bed4116e67' },
  references: ['https://learn.microsoft.com/azure/aks/concepts-network-cni-overview'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      networkPlugin: «'kubenet'»
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

  network_profile {
    network_plugin = «"kubenet"»
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

  network_profile {
    network_plugin = "azure"
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
        "networkProfile": {
          "networkPlugin": "azure"
        }
      }
    }
  ]
}
`,
    },
  ],
})
