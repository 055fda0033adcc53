import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const controlledEgress = settingCheck({
  id: 'cluster/controlled-egress',
  coveredBy: ['cluster/no-public-egress-address'],
  controls: ['net-egress-type'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Traffic leaves the cluster by a controlled path',
    ja: 'クラスターからの送信経路を管理する',
  }),
  why: text({
    en: 'Through the load balancer everything may leave; a firewall or gateway on the path can stop data theft and command channels.',
    ja: 'ロードバランサー経由では何でも外へ出られます。経路上にファイアウォールやゲートウェイがあれば、情報の持ち出しや外部からの操作を止められます。',
  }),
  anyOf: [
    {
      path: ['properties', 'networkProfile', 'outboundType'],
      accepts: isOneOf('userDefinedRouting', 'none', 'block', 'managedNATGateway', 'managedNATGatewayV2', 'userAssignedNATGateway'),
    },
  ],
  fails: text({
    en: 'traffic leaves through the load balancer',
    ja: '送信トラフィックがロードバランサーから直接出ています',
  }),
  references: ['https://learn.microsoft.com/azure/aks/egress-outboundtype'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      outboundType: «'loadBalancer'»
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
    outbound_type = «"loadBalancer"»
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
    outbound_type = "userDefinedRouting"
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
          "outboundType": "userDefinedRouting"
        }
      }
    }
  ]
}
`,
    },
  ],
})
