import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isPrivateCluster } from '../../models/azure/private-cluster.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

export const noPublicFqdn = settingCheck({
  id: 'cluster/no-public-fqdn',
  controls: ['aks-private-fqdn'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'A private cluster publishes no public name',
    ja: 'プライベートクラスターの公開名を出さない',
  }),
  why: text({
    en: 'A public name tells everybody the private address of the API server and that the cluster exists.',
    ja: '公開名があると、API サーバーのプライベートアドレスとクラスターの存在が誰にでも分かります。',
  }),
  anyOf: [{ path: ['properties', 'apiServerAccessProfile', 'enablePrivateClusterPublicFQDN'], accepts: isNotTrue }],
  exempt: (cluster) =>
    isPrivateCluster(cluster) ? undefined : text({ en: 'the cluster is not private', ja: 'プライベートクラスターではありません' }),
  fails: text({
    en: 'the private cluster has a public name',
    ja: 'プライベートクラスターに公開名があります',
  }),
  fix: {
    title: text({
      en: 'publish no public name',
      ja: '公開名を出さない',
    }),
    value: false,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/private-clusters'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: «true»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: false
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  private_cluster_enabled = true
  private_cluster_public_fqdn_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  private_cluster_enabled = true
  private_cluster_public_fqdn_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  private_cluster_enabled = true
  private_cluster_public_fqdn_enabled = false
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
          "enablePrivateCluster": true,
          "enablePrivateClusterPublicFQDN": false
        }
      }
    }
  ]
}
`,
    },
  ],
})
