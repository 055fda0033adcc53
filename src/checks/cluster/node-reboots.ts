import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { workload } from '../../models/workload/workload.ts'

const at = ['properties', 'autoUpgradeProfile', 'nodeOSUpgradeChannel']

const otherPod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1
`

export const nodeReboots = defineCheck({
  id: 'cluster/node-reboots',
  controls: ['node-reboot-daemon'],
  subject: managedCluster,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Where the nodes patch themselves, a daemon restarts them',
    ja: 'ノードが自分で更新する構成では、再起動デーモンを動かす',
  }),
  why: text({
    en: 'With the channel Unmanaged the operating system installs its fixes every night, and a new kernel runs only after a restart that nobody asks for.',
    ja: 'Unmanaged チャネルでは OS の修正が毎晩インストールされますが、新しいカーネルは再起動するまで使われません。再起動は誰も行いません。',
  }),
  messages: {
    missing: text({
      en: 'the nodes install fixes by themselves, and no DaemonSet of the scanned set restarts them (kured)',
      ja: 'ノードが自分で修正をインストールしますが、再起動する DaemonSet（kured）が検査対象にありません',
    }),
    noManifests: text({
      en: 'the nodes install fixes by themselves; whether kured restarts them, the manifests of the cluster would tell, which are not in the scanned set',
      ja: 'ノードが自分で修正をインストールします。kured で再起動しているかは、クラスターのマニフェストを検査対象に加えると分かります',
    }),
  },
  *evaluate(cluster, { report, unknown, estate }) {
    if (cluster.text(...at)?.toLowerCase() !== 'unmanaged')
      return notApplicable(text({ en: 'the service restarts the nodes', ja: 'ノードはサービスが再起動します' }))
    const workloads = estate.subjects(workload)
    const isThere = workloads.some(
      ({ kind, containers }) => kind === 'DaemonSet' && containers.some(({ image }) => /(?:^|\/)kured(?:[:@]|$)/.test(image ?? '')),
    )
    if (isThere) return undefined
    if (workloads.length === 0) yield unknown('noManifests', {}, { at })
    else yield report('missing', {}, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/node-updates-kured'],
  examples: [
    {
      name: 'Bicep, with manifests that lack the daemon',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    autoUpgradeProfile: {
      nodeOSUpgradeChannel: «'Unmanaged'»
    }
  }
}
`,
      files: { 'pod.yaml': otherPod },
      fails: ['missing'],
    },
    {
      name: 'Terraform without any manifests',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  node_os_upgrade_channel = ‹"Unmanaged"›
}
`,
      unknown: ['noManifests'],
    },
    {
      name: 'Terraform, with manifests that lack the daemon',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  node_os_upgrade_channel = «"Unmanaged"»
}
`,
      files: { 'pod.yaml': otherPod },
      fails: ['missing'],
    },
    {
      name: 'an ARM template, with the daemon',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "autoUpgradeProfile": { "nodeOSUpgradeChannel": "Unmanaged" }
      }
    }
  ]
}
`,
      files: {
        'kured.yaml':
          'apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: kured\n  namespace: kube-system\nspec:\n  selector:\n    matchLabels: { name: kured }\n  template:\n    metadata:\n      labels: { name: kured }\n    spec:\n      containers:\n        - name: kured\n          image: ghcr.io/kubereboot/kured:1.17.0\n',
      },
    },
  ],
})
