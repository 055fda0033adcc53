import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, isOneOf, settingCheck } from '../setting-check.ts'

export const privateApiServer = settingCheck({
  id: 'cluster/private-api-server',
  controls: ['aks-private-api-server'],
  standards: ['cis-aks/5.4.2'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The API server is not on the internet',
    ja: 'API サーバーをインターネットに公開しない',
  }),
  why: text({
    en: 'A public API server can be reached, probed and attacked by anyone; a private one only from the networks that need it.',
    ja: '公開された API サーバーには誰でも到達でき、探索や攻撃の対象になります。プライベートにすれば、必要なネットワークからしか届きません。',
  }),
  anyOf: [
    { path: ['properties', 'apiServerAccessProfile', 'enablePrivateCluster'], accepts: isTrue },
    { path: ['properties', 'publicNetworkAccess'], accepts: isOneOf('Disabled') },
  ],
  fails: text({
    en: 'the API server has a public address',
    ja: 'API サーバーがパブリックアドレスを持っています',
  }),
  enforce: { azurePolicy: '040732e8-d947-40b8-95d6-854c95024bf8' },
  references: ['https://learn.microsoft.com/azure/aks/private-clusters'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: «false»
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
  private_cluster_enabled = «false»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  private_cluster_enabled = true
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
          "enablePrivateCluster": true
        }
      }
    }
  ]
}
`,
    },
  ],
})
