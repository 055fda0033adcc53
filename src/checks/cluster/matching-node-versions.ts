import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { minorOf } from '../../models/azure/kubernetes-versions.ts'
import { nodePools } from '../../models/azure/pools.ts'
import { lastPart } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

export const matchingNodeVersions = defineCheck({
  id: 'cluster/matching-node-versions',
  controls: ['node-version-match'],
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Node pools run the version of the control plane', ja: 'ノードプールをコントロールプレーンと同じバージョンにする' }),
  why: text({
    en: 'Nodes that lag behind miss fixes, and beyond two minor versions they are not supported at all.',
    ja: '遅れたノードには修正が届かず、差が大きくなるとサポート対象外になります。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    differs: text({
      en: 'pool {pool} is at {version}, the control plane at {wanted}',
      ja: 'プール {pool} は {version}、コントロールプレーンは {wanted} です',
    }),
  },
  *evaluate(cluster: AzureResource, { report, estate }) {
    const wanted = minorOf(cluster.text('properties', 'kubernetesVersion') ?? '')
    if (wanted === undefined) return
    const at = ['orchestratorVersion']
    for (const pool of estate.view(nodePools).of(cluster)) {
      const minor = minorOf(pool.text(...at) ?? '')
      if (minor === undefined || minor === wanted) continue
      yield report('differs', { pool: lastPart(pool.name), version: minor, wanted }, { at, of: pool })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/upgrade-aks-cluster'],
  examples: [
    {
      name: 'Bicep with a pool that lags',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    kubernetesVersion: '1.33.1'
    agentPoolProfiles: [
      {
        name: 'system'
        orchestratorVersion: «'1.31.2'»
      }
    ]
  }
}
`,
      fails: ['differs'],
    },
    {
      name: 'Terraform with a pool that lags',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = "1.33"

  default_node_pool {
    name                 = "system"
    orchestrator_version = «"1.32"»
  }
}
`,
      fails: ['differs'],
    },
    {
      name: 'pools that are resources of their own',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = "1.33"
}

resource "azurerm_kubernetes_cluster_node_pool" "batch" {
  name                  = "batch"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  orchestrator_version  = «"1.32"»
}

resource "azurerm_kubernetes_cluster" "unsaid" {
  name = "unsaid"
}

resource "azurerm_kubernetes_cluster_node_pool" "elsewhere" {
  name                  = "elsewhere"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.unsaid.id
  orchestrator_version  = "1.32"
}
`,
      fails: ['differs'],
    },
    {
      name: 'Terraform with equal versions',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = "1.33"

  default_node_pool {
    name                 = "system"
    orchestrator_version = "1.33.2"
  }
}
`,
    },
    {
      name: 'an ARM template with equal versions',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "kubernetesVersion": "1.33.1",
        "agentPoolProfiles": [
          {
            "name": "system",
            "orchestratorVersion": "1.33.1"
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
})
