import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

const isNotZero = (value: JsonValue): boolean => value !== 0 && !(typeof value === 'string' && /^0+%?$/.test(value))

export const maxSurge = settingCheck({
  id: 'node-pool/max-surge',
  controls: ['node-max-surge'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'An upgrade adds nodes before it takes nodes away', ja: 'アップグレード時に予備ノードを追加する' }),
  why: text({
    en: 'Without surge nodes an upgrade has nowhere to move pods to: it stalls, or takes the service down, and is put off.',
    ja: '予備ノードがないと、アップグレード中に Pod の移動先がありません。更新が止まるかサービスが停止し、先送りされがちになります。',
  }),
  subject: agentPool,
  anyOf: [
    { path: ['upgradeSettings', 'maxSurge'], accepts: isNotZero },
    { path: ['upgradeSettings', 'maxUnavailable'], accepts: isNotZero },
  ],
  fails: text({ en: 'the pool can neither add a node nor do without one', ja: 'ノードの追加も一時停止もできない設定です' }),
  fix: {
    title: text({ en: 'add a third of the nodes at a time', ja: '一度に 3 分の 1 のノードを追加する' }),
    value: '33%',
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    upgradeSettings: {
      maxSurge: «'0'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    upgradeSettings: {
      maxSurge: '33%'
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"

  upgrade_settings {
    max_surge = «"0"»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"

  upgrade_settings {
    max_surge = "33%"
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"

  upgrade_settings {
    max_surge = "33%"
  }
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
        "upgradeSettings": {
          "maxSurge": "33%"
        }
      }
    }
  ]
}
`,
    },
  ],
})
