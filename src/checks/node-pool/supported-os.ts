import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

/** Node operating systems that get no more fixes. */
const retired: ReadonlySet<string> = new Set(['cblmariner', 'mariner', 'windows2019', 'ubuntu1804'])

export const supportedOs = settingCheck({
  id: 'node-pool/supported-os',
  controls: ['node-hardened-os'],
  subject: agentPool,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Nodes run a supported operating system',
    ja: 'サポート中のノード OS を使う',
  }),
  why: text({
    en: 'A retired node image gets no more fixes, for the kernel or the container runtime.',
    ja: '廃止されたノードイメージには、カーネルにもコンテナーランタイムにも修正が提供されません。',
  }),
  anyOf: [{ path: ['osSKU'], accepts: (value) => typeof value === 'string' && !retired.has(value.toLowerCase()) }],
  fails: text({
    en: 'the operating system of the pool is retired',
    ja: 'プールの OS のサポートが終了しています',
  }),
  references: ['https://learn.microsoft.com/azure/aks/upgrade-os-version'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    osSKU: «'CBLMariner'»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"
  os_sku = «"CBLMariner"»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"
  os_sku = "AzureLinux"
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
      "type": "Microsoft.ContainerService/managedClusters/agentPools",
      "apiVersion": "2025-05-01",
      "name": "aks/user",
      "properties": {
        "osSKU": "AzureLinux"
      }
    }
  ]
}
`,
    },
  ],
})
