import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { supportOf } from '../../models/azure/kubernetes-versions.ts'
import { supportPlanOf } from '../../models/azure/offered-versions.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { versionWords } from '../version-words.ts'

const at = ['properties', 'kubernetesVersion']

export const supportLasts = defineCheck({
  id: 'cluster/support-lasts',
  controls: ['aks-version-eol-soon'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Support of the Kubernetes version lasts for two more months',
    ja: 'Kubernetes バージョンのサポート期限まで 2 か月以上ある',
  }),
  why: text({
    en: 'An upgrade needs time for tests; begun after the end of support, it is made in a hurry and without fixes.',
    ja: 'アップグレードにはテストの時間が必要です。期限後に始めると、修正のない状態で慌ただしく進めることになります。',
  }),
  subject: managedCluster,
  messages: {
    undecided: versionWords.undecided,
    notInCalendar: versionWords.notInCalendar,
    soon: text({
      en: 'support of {version} ends in {days} days, on {until}',
      ja: '{version} のサポートはあと {days} 日、{until} に終了します',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, today }) {
    const value = cluster.get(...at)
    if (value?.kind === 'unknown') {
      yield unknown('undecided', { input: value.reason.decidedBy }, { at })
      return undefined
    }
    const version = cluster.text(...at)
    if (version === undefined || version === '')
      return notApplicable(text({ en: 'the service chooses the version', ja: 'バージョンはサービスが選びます' }))
    const plan = supportPlanOf(cluster)
    const support = supportOf(version, today, plan === 'akslongtermsupport')
    if (support.state === 'unknown') yield unknown('notInCalendar', { asOf: support.asOf, version }, { at, severity: 'info' })
    if (support.state === 'supported' && support.days <= 60)
      yield report('soon', { version, days: support.days, until: support.until }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/supported-kubernetes-versions'],
  examples: [
    {
      name: 'Bicep two weeks before the end',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    kubernetesVersion: «'1.28.3'»
  }
}
`,
      fails: ['soon'],
      today: '2024-12-20',
    },
    {
      name: 'Terraform two weeks before the end',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = «"1.28"»
}
`,
      fails: ['soon'],
      today: '2024-12-20',
    },
    {
      name: 'Terraform with a newer version',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name               = "aks"
  kubernetes_version = "1.31"
}
`,
      today: '2024-11-15',
    },
    {
      name: 'an ARM template with a newer version',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "kubernetesVersion": "1.31.1"
      }
    }
  ]
}
`,
      today: '2024-11-15',
    },
  ],
})
