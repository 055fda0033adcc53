import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { minorOf, supportOf } from '../../models/azure/kubernetes-versions.ts'
import { offeredVersions, supportPlanOf } from '../../models/azure/offered-versions.ts'
import { nodePools } from '../../models/azure/pools.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { armTemplate } from '../azure-example.ts'
import { versionWords } from '../version-words.ts'

const at = ['orchestratorVersion']

export const supportedVersion = defineCheck({
  id: 'node-pool/supported-version',
  controls: ['aks-version-supported'],
  subject: agentPool,
  reads: 'estate',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Node pools run a supported version of Kubernetes', ja: 'ノードプールでサポート中の Kubernetes バージョンを使う' }),
  why: text({
    en: 'The nodes of a pool are not upgraded with the control plane: they can be left behind, where nobody fixes their kubelet any more.',
    ja: 'コントロールプレーンを更新しても、プールのノードは更新されません。取り残されると、kubelet の欠陥は修正されないままです。',
  }),
  messages: {
    ...versionWords,
    notOffered: text({
      en: 'the service supports {version} no more in this region',
      ja: 'このリージョンでは {version} のサポートが終了しています',
    }),
  },
  *evaluate(pool: AzureResource, { report, unknown, today, estate }) {
    const value = pool.get(...at)
    if (value?.kind === 'unknown') {
      yield unknown('undecided', { input: value.reason.decidedBy }, { at })
      return undefined
    }
    const version = pool.text(...at)
    const minor = minorOf(version ?? '')
    const cluster = estate.view(nodePools).clusterOf(pool)
    const ofCluster = minorOf(cluster?.text('properties', 'kubernetesVersion') ?? '')
    if (version === undefined || minor === undefined || minor === ofCluster)
      return notApplicable(text({ en: 'its version is that of the control plane', ja: 'コントロールプレーンと同じバージョンです' }))
    const plan = supportPlanOf(cluster)
    const offered = estate.view(offeredVersions).in(cluster?.text('location') ?? '')
    if (offered !== undefined) {
      if (offered.get(minor)?.includes(plan) !== true) yield report('notOffered', { version }, { at })
      return undefined
    }
    const support = supportOf(version, today, plan === 'akslongtermsupport')
    if (support.state === 'unknown') yield unknown('notInCalendar', { asOf: support.asOf, version }, { at, severity: 'info' })
    if (support.state === 'ended') yield report('ended', { version, until: support.until }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/supported-kubernetes-versions'],
  examples: [
    {
      name: 'Bicep with a pool that was left behind',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    kubernetesVersion: '1.33'
    agentPoolProfiles: [
      {
        name: 'system'
        orchestratorVersion: '1.33'
      }
      {
        name: 'old'
        orchestratorVersion: «'1.20.7'»
      }
    ]
  }
}
`,
      today: '2026-01-15',
      fails: ['ended'],
    },
    {
      name: 'Terraform with a pool that was left behind',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "old" {
  name                  = "old"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  orchestrator_version  = «"1.20"»
}
`,
      today: '2026-01-15',
      fails: ['ended'],
    },
    {
      name: 'an ARM template with a pool that was left behind',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters/agentPools",
      "apiVersion": "2025-05-01",
      "name": "aks/old",
      "properties": {
        "orchestratorVersion": «"1.20"»
      }
    }
  ]
}
`,
      today: '2026-01-15',
      fails: ['ended'],
    },
    {
      name: 'Terraform that a variable decides',
      file: 'main.tf',
      source: `variable "pool_version" {}

resource "azurerm_kubernetes_cluster_node_pool" "user" {
  name                 = "user"
  orchestrator_version = ‹var.pool_version›
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with the version of the cluster',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = "1.33"
}

resource "azurerm_kubernetes_cluster_node_pool" "user" {
  name                  = "user"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  orchestrator_version  = "1.33.2"
}
`,
    },
    {
      name: 'an ARM template that leaves it to the service',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters/agentPools',
        apiVersion: '2025-05-01',
        name: 'aks/user',
        properties: { mode: 'User' },
      }),
    },
  ],
})
