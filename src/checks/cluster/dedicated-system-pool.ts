import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { nodePools } from '../../models/azure/pools.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isText, type Value } from '../../models/azure/value/value.ts'

export const dedicatedSystemPool = defineCheck({
  id: 'cluster/dedicated-system-pool',
  controls: ['node-system-pool'],
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'A system pool holds nothing but the system', ja: 'システムプールを専用にする' }),
  why: text({
    en: 'Workloads beside CoreDNS and the metrics server can starve them, and an escape from a workload lands next to the system.',
    ja: 'CoreDNS などと同じノードにワークロードがあると、資源を奪うおそれがあり、コンテナーから脱出されるとシステムの隣に侵入されます。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    shared: text({ en: 'workloads can run on every system pool', ja: 'どのシステムプールでもワークロードが動作できます' }),
    undecided: text({
      en: 'the taints of the pools depend on {input}, which is not known here',
      ja: 'プールの taint は {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    const pools = estate.view(nodePools).of(cluster)
    const systems = pools.filter((pool) => pool.text('mode')?.toLowerCase() === 'system')
    const [first] = systems
    if (first === undefined || systems.some((pool) => keepsWorkloadsOff(pool.get('nodeTaints')))) return
    const open = systems.map((pool) => pool.get('nodeTaints')).find((taints) => taints?.kind === 'unknown')
    if (open?.kind === 'unknown') yield unknown('undecided', { input: open.reason.decidedBy }, { at: ['nodeTaints'], of: first })
    else yield report('shared', {}, { at: ['nodeTaints'], of: first })
  },
  references: ['https://learn.microsoft.com/azure/aks/use-system-pools'],
  examples: [
    {
      name: 'Bicep without the taint',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        nodeTaints: «[]»
      }
      {
        name: 'user'
        mode: 'User'
      }
    ]
  }
}
`,
      fails: ['shared'],
    },
    {
      name: 'Terraform without the taint',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name                         = "system"
    only_critical_addons_enabled = «false»
  }
}
`,
      fails: ['shared'],
    },
    {
      name: 'Terraform with a system pool of its own beside the first one',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name = "first"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "system" {
  name                  = "system"
  mode                  = "System"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  node_taints           = ["CriticalAddonsOnly=true:NoSchedule"]
}
`,
    },
    {
      name: 'Terraform with the taint',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  default_node_pool {
    name                         = "system"
    only_critical_addons_enabled = true
  }
}
`,
    },
    {
      name: 'an ARM template with the taint',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "agentPoolProfiles": [
          {
            "name": "system",
            "mode": "System",
            "nodeTaints": [
              "CriticalAddonsOnly=true:NoSchedule"
            ]
          },
          {
            "name": "user",
            "mode": "User"
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

/** Terraform says it by a word, the service by a list of taints. */
function keepsWorkloadsOff(taints: Value | undefined): boolean {
  const items = taints?.kind === 'list' ? taints.items : taints === undefined ? [] : [taints]
  return items.some((item) => isText(item) && /^criticaladdonsonly=true:no(?:schedule|execute)$/i.test(item.value))
}
