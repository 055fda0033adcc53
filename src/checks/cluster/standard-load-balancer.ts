import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

export const standardLoadBalancer = settingCheck({
  id: 'cluster/standard-load-balancer',
  controls: ['net-lb-standard'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The load balancer is of the standard SKU',
    ja: 'Standard SKU のロードバランサーを使う',
  }),
  why: text({
    en: 'The basic load balancer is retired, open by default and lacks zones and authorized address ranges.',
    ja: 'Basic は廃止され、既定で開放されており、可用性ゾーンや承認済み IP 範囲に対応しません。',
  }),
  anyOf: [
    {
      path: ['properties', 'networkProfile', 'loadBalancerSku'],
      accepts: (value) => typeof value === 'string' && value.toLowerCase() !== 'basic',
    },
  ],
  fails: text({
    en: 'the cluster uses the basic load balancer',
    ja: 'Basic ロードバランサーが使われています',
  }),
  references: ['https://learn.microsoft.com/azure/aks/load-balancer-standard'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      loadBalancerSku: «'basic'»
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
    load_balancer_sku = «"basic"»
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
    load_balancer_sku = "standard"
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
          "loadBalancerSku": "standard"
        }
      }
    }
  ]
}
`,
    },
  ],
})
