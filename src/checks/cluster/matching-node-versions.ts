import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { minorOf } from '../../models/azure/kubernetes-versions.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isText, valueAt } from '../../models/azure/value/value.ts'

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
  messages: {
    differs: text({
      en: 'pool {pool} is at {version}, the control plane at {wanted}',
      ja: 'プール {pool} は {version}、コントロールプレーンは {wanted} です',
    }),
  },
  *evaluate(cluster: AzureResource, { report }) {
    const wanted = minorOf(cluster.text('properties', 'kubernetesVersion') ?? '')
    const pools = cluster.get('properties', 'agentPoolProfiles')
    if (wanted === undefined || pools?.kind !== 'list') return
    for (const [index, pool] of pools.items.entries()) {
      const version = valueAt(pool, ['orchestratorVersion'])
      const name = valueAt(pool, ['name'])
      const minor = version !== undefined && isText(version) ? minorOf(version.value) : undefined
      if (minor === undefined || minor === wanted) continue
      const called = name !== undefined && isText(name) ? name.value : String(index + 1)
      yield report(
        'differs',
        { pool: called, version: minor, wanted },
        { at: ['properties', 'agentPoolProfiles', index, 'orchestratorVersion'] },
      )
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
