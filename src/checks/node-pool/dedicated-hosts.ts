import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { given, settingCheck } from '../setting-check.ts'

/** By the naming of sizes an `i` among the letters after the number is for isolated: one virtual machine fills its host. */
const isolatedSize = /^standard_[a-z]+\d+(?:-\d+)?[a-z]*i[a-z]*(?:_|$)/i

export const dedicatedHosts = settingCheck({
  id: 'node-pool/dedicated-hosts',
  controls: ['node-isolated-compute'],
  severity: 'info',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'The pool runs on hosts of its own', ja: '専用ホストで実行する' }),
  why: text({
    en: 'Virtual machines of other customers share the processor; where that is not acceptable, a dedicated host or an isolated size is needed.',
    ja: '通常はほかの利用者の仮想マシンとプロセッサーを共有します。それを避ける要件があれば、専用ホストか分離サイズが必要です。',
  }),
  subject: agentPool,
  anyOf: [given('hostGroupID')],
  exempt: (pool) =>
    isolatedSize.test(pool.text('vmSize') ?? '')
      ? text({ en: 'machines of its size share their host with none', ja: '分離サイズなので、ホストを共有しません' })
      : undefined,
  fails: text({ en: 'the pool shares its hosts with other customers', ja: 'ほかの利用者とホストを共有しています' }),
  references: [
    'https://learn.microsoft.com/azure/aks/use-azure-dedicated-hosts',
    'https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions',
  ],
  examples: [
    {
      name: 'Bicep without a host group',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    hostGroupID: «''»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with an isolated size, and one that is not',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "isolated" {
  name    = "isolated"
  vm_size = "Standard_E80ids_v4"
}

«resource "azurerm_kubernetes_cluster_node_pool" "shared"» {
  name    = "shared"
  vm_size = "Standard_E64ds_v4"
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform without a host group',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster_node_pool" "pool"» {
  name = "user"
}
`,
      fails: ['fails'],
    },
    {
      name: 'an ARM template with a host group',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters/agentPools",
      "apiVersion": "2025-05-01",
      "name": "aks/user",
      "properties": {
        "hostGroupID": "[resourceId('Microsoft.Compute/hostGroups', 'hosts')]"
      }
    }
  ]
}
`,
    },
  ],
})
