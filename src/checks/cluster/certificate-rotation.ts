import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { truthOf } from '../../models/azure/value/truth.ts'

/** Clusters that were made from this day on rotate the certificates of their nodes by themselves. */
const rotatesFrom = '2022-03-01'

const rbac = ['properties', 'enableRBAC']

export const certificateRotation = defineCheck({
  id: 'cluster/certificate-rotation',
  coveredBy: ['cluster/kubernetes-rbac'],
  controls: ['aks-cert-rotation'],
  subject: managedCluster,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Cluster certificates rotate by themselves', ja: 'クラスター証明書を自動でローテーションする' }),
  why: text({
    en: 'When certificates of nodes expire, the nodes leave the cluster. Rotation by hand takes the cluster down for up to half an hour.',
    ja: '証明書が切れたノードはクラスターから外れます。手動のローテーションでは、最大 30 分ほどクラスターが停止します。',
  }),
  messages: {
    noRbac: text({
      en: 'certificates rotate by themselves only where Kubernetes RBAC is on',
      ja: '証明書の自動ローテーションには Kubernetes RBAC の有効化が必要です',
    }),
    older: text({
      en: 'the cluster is of {created}, before certificates rotated by themselves; whether it was upgraded since, its nodes tell: az aks rotate-certs --help',
      ja: 'クラスターの作成日 {created} は自動ローテーションの導入前です。その後に有効になったかは、ノードの証明書で確認してください（az aks rotate-certs）',
    }),
  },
  *evaluate(cluster, { report, unknown }) {
    const enabled = cluster.get(...rbac)
    if (truthOf(enabled) === false) {
      yield report('noRbac', {}, { at: rbac })
      return
    }
    const created = cluster.text('systemData', 'createdAt')?.slice(0, 10)
    if (created !== undefined && created < rotatesFrom) yield unknown('older', { created }, { at: ['systemData', 'createdAt'] })
  },
  references: ['https://learn.microsoft.com/azure/aks/certificate-rotation'],
  examples: [
    {
      name: 'Bicep without RBAC',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    enableRBAC: «false»
  }
}
`,
      fails: ['noRbac'],
    },
    {
      name: 'Terraform without RBAC',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                              = "aks"
  role_based_access_control_enabled = «false»
}
`,
      fails: ['noRbac'],
    },
    {
      name: 'Terraform that leaves it on',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}
`,
    },
    {
      name: 'a live cluster that is older than the rotation',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop",
  "name": "shop",
  "type": "Microsoft.ContainerService/managedClusters",
  "properties": {
    "enableRBAC": true
  },
  "systemData": {
    "createdAt": ‹"2021-06-01T08:00:00Z"›
  }
}
`,
      unknown: ['older'],
    },
    {
      name: 'an ARM template with RBAC',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "enableRBAC": true
      }
    }
  ]
}
`,
    },
  ],
})
