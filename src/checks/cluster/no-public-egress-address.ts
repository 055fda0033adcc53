import { text } from '../../core/text.ts'
import { isPrivateCluster } from '../../models/azure/cluster-network.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const noPublicEgressAddress = settingCheck({
  id: 'cluster/no-public-egress-address',
  controls: ['net-no-public-egress-ip'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A private cluster owns no public egress address',
    ja: 'プライベートクラスターにパブリックな送信アドレスを持たせない',
  }),
  why: text({
    en: 'A load balancer or a managed gateway gives the nodes a way to the internet that no firewall watches, although the cluster looks private.',
    ja: 'ロードバランサーやマネージド NAT Gateway があると、プライベートに見えるクラスターでも、ファイアウォールを通らずインターネットへ出られます。',
  }),
  subject: managedCluster,
  anyOf: [
    {
      path: ['properties', 'networkProfile', 'outboundType'],
      accepts: isOneOf('userDefinedRouting', 'none', 'block', 'userAssignedNATGateway'),
    },
  ],
  exempt: (cluster) =>
    isPrivateCluster(cluster) === false
      ? text({ en: 'the cluster is not private', ja: 'プライベートクラスターではありません' })
      : undefined,
  // Where it is not known whether the cluster is private, the question may not arise.
  elsewhere: (cluster) => {
    const isPrivate = isPrivateCluster(cluster)
    return typeof isPrivate === 'object' ? isPrivate : false
  },
  fails: text({
    en: 'the cluster is private and gets a public address for its egress',
    ja: 'プライベートクラスターに送信用のパブリック IP が割り当てられます',
  }),
  references: ['https://learn.microsoft.com/azure/aks/egress-outboundtype'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
    }
    networkProfile: {
      outboundType: «'loadBalancer'»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Bicep with a parameter that decides whether the cluster is private',
      file: 'main.bicep',
      source: `param isPrivate bool

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: isPrivate
    }
    networkProfile: {
      outboundType: ‹'loadBalancer'›
    }
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  private_cluster_enabled = true

  network_profile {
    outbound_type = «"managedNATGateway"»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  private_cluster_enabled = true

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
        "apiServerAccessProfile": {
          "enablePrivateCluster": true
        },
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
