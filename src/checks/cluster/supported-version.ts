import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { minorOf, supportOf } from '../../models/azure/kubernetes-versions.ts'
import { offeredVersions, supportPlanOf } from '../../models/azure/offered-versions.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { versionWords } from '../version-words.ts'

const at = ['properties', 'kubernetesVersion']

export const supportedVersion = defineCheck({
  id: 'cluster/supported-version',
  controls: ['aks-version-supported'],
  reads: 'estate',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The Kubernetes version is supported', ja: 'サポート中の Kubernetes バージョンを使う' }),
  why: text({
    en: 'A version out of support gets no more security fixes, and the service may upgrade it by force.',
    ja: 'サポート切れのバージョンにはセキュリティ修正が提供されず、強制的に更新されることもあります。',
  }),
  subject: managedCluster,
  messages: {
    ...versionWords,
    notOffered: text({
      en: 'the service supports {version} no more; in this region it supports {offered}',
      ja: 'サービスは {version} をサポートしていません。このリージョンでのサポート対象は {offered} です',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, today, estate }) {
    const value = cluster.get(...at)
    if (value?.kind === 'unknown') {
      yield unknown('undecided', { input: value.reason.decidedBy }, { at })
      return undefined
    }
    const version = cluster.text(...at)
    if (version === undefined || version === '')
      return notApplicable(text({ en: 'the service chooses the version', ja: 'バージョンはサービスが選びます' }))
    const plan = supportPlanOf(cluster)
    const offered = estate.view(offeredVersions).in(cluster.text('location') ?? '')
    const minor = minorOf(version)
    if (offered !== undefined && minor !== undefined) {
      const supported = [...offered].filter(([, plans]) => plans.includes(plan)).map(([known]) => known)
      if (!supported.includes(minor)) yield report('notOffered', { version, offered: supported.sort().join(', ') }, { at })
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
      name: 'Bicep with an old version',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    kubernetesVersion: «'1.27.9'»
  }
}
`,
      fails: ['ended'],
    },
    {
      name: 'Terraform with an old version',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = «"1.25"»
}
`,
      fails: ['ended'],
    },
    {
      name: 'Terraform with long-term support',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = "1.32"
  support_plan       = "AKSLongTermSupport"
}
`,
      today: '2026-08-15',
    },
    {
      name: 'live, with what the region offers',
      file: 'main.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop",
      "name": "shop",
      "type": "Microsoft.ContainerService/managedClusters",
      "location": "westeurope",
      "properties": {
        "kubernetesVersion": «"1.35"»
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/spare",
      "name": "spare",
      "type": "Microsoft.ContainerService/managedClusters",
      "location": "westeurope",
      "properties": {
        "kubernetesVersion": "1.35",
        "supportPlan": "AKSLongTermSupport"
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions",
      "name": "kubernetesVersions",
      "type": "Microsoft.ContainerService/locations/kubernetesVersions",
      "properties": {
        "values": [
          { "version": "1.36", "capabilities": { "supportPlan": ["KubernetesOfficial", "AKSLongTermSupport"] } },
          { "version": "1.35", "capabilities": { "supportPlan": ["AKSLongTermSupport"] } },
          { "version": "1.38", "isPreview": true, "capabilities": { "supportPlan": ["KubernetesOfficial"] } }
        ]
      }
    }
  ]
}
`,
      fails: ['notOffered'],
    },
    {
      name: 'a version that the calendar does not know',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    kubernetesVersion: ‹'1.99'›
  }
}
`,
      unknown: ['notInCalendar'],
    },
    {
      name: 'an ARM template with a supported version',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "kubernetesVersion": "1.36.1"
      }
    }
  ]
}
`,
      today: '2026-08-15',
    },
  ],
})
