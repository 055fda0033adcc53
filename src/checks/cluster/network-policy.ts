import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const networkPolicy = settingCheck({
  id: 'cluster/network-policy',
  controls: ['net-policy-engine'],
  standards: ['cis-aks/5.4.4'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'A network policy engine is installed',
    ja: 'ネットワークポリシーのエンジンを入れる',
  }),
  why: text({
    en: 'Without an engine NetworkPolicy objects are accepted and do nothing: every pod can reach every other.',
    ja: 'エンジンがないと NetworkPolicy は受け付けられても効かず、すべての Pod が互いに通信できます。',
  }),
  anyOf: [
    { path: ['properties', 'networkProfile', 'networkPolicy'], accepts: isOneOf('azure', 'calico', 'cilium') },
    { path: ['properties', 'networkProfile', 'networkDataplane'], accepts: isOneOf('cilium') },
  ],
  fails: text({
    en: 'no engine enforces network policies',
    ja: 'ネットワークポリシーを適用するエンジンがありません',
  }),
  references: ['https://learn.microsoft.com/azure/aks/use-network-policies'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      networkPolicy: «'none'»
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
    network_policy = «"none"»
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
    network_policy = "cilium"
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
          "networkPolicy": "cilium"
        }
      }
    }
  ]
}
`,
    },
  ],
})
