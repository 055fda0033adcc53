import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { nodeUpgrades } from '../../models/pipeline/node-upgrades.ts'

const at = ['properties', 'autoUpgradeProfile', 'nodeOSUpgradeChannel']

const otherWorkflow = `on: push
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: npm test
`

export const nodeUpgradeSchedule = defineCheck({
  id: 'cluster/node-upgrade-schedule',
  controls: ['node-upgrade-workflow'],
  subject: managedCluster,
  reads: 'estate',
  coveredBy: ['cluster/node-os-upgrades'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Where no channel upgrades the nodes, a scheduled workflow does',
    ja: '自動更新チャネルを使わない場合は、定期ワークフローでノードを更新する',
  }),
  why: text({
    en: 'Without a channel the nodes keep the image that they were made with until somebody upgrades them.',
    ja: 'チャネルがないと、誰かが更新するまで、ノードは作成時のイメージのまま動き続けます。',
  }),
  messages: {
    missing: text({
      en: 'no channel upgrades the nodes, and no scheduled workflow runs az aks nodepool upgrade',
      ja: 'ノードを更新するチャネルも、az aks nodepool upgrade を実行する定期ワークフローもありません',
    }),
    noWorkflows: text({
      en: 'no channel upgrades the nodes; whether a pipeline does, the workflows would tell, which are not in the scanned set',
      ja: 'ノードを更新するチャネルがありません。パイプラインで更新しているかは、ワークフローを検査対象に加えると分かります',
    }),
  },
  *evaluate(cluster, { report, unknown, estate }) {
    if (cluster.text(...at)?.toLowerCase() !== 'none')
      return notApplicable(text({ en: 'a channel upgrades the nodes', ja: 'チャネルがノードを更新します' }))
    const { pipelines, isScheduled } = estate.view(nodeUpgrades)
    if (isScheduled) return undefined
    if (pipelines === 0) yield unknown('noWorkflows', {}, { at })
    else yield report('missing', {}, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/node-upgrade-github-actions'],
  examples: [
    {
      name: 'Bicep, with workflows that do other things',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    autoUpgradeProfile: {
      nodeOSUpgradeChannel: «'None'»
    }
  }
}
`,
      files: { '.github/workflows/ci.yml': otherWorkflow },
      fails: ['missing'],
    },
    {
      name: 'Terraform without workflows',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  node_os_upgrade_channel = ‹"None"›
}
`,
      unknown: ['noWorkflows'],
    },
    {
      name: 'Terraform, with workflows that do other things',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  node_os_upgrade_channel = «"None"»
}
`,
      files: { '.github/workflows/ci.yml': otherWorkflow },
      fails: ['missing'],
    },
    {
      name: 'an ARM template, with a workflow that upgrades every week',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "autoUpgradeProfile": { "nodeOSUpgradeChannel": "None" }
      }
    }
  ]
}
`,
      files: {
        '.github/workflows/nodes.yml':
          "on:\n  schedule:\n    - cron: '0 3 * * 6'\npermissions:\n  id-token: write\njobs:\n  upgrade:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: az aks nodepool upgrade --resource-group shop --cluster-name shop --name user --node-image-only\n",
      },
    },
  ],
})
