import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

const isSpread = (value: JsonValue): boolean => Array.isArray(value) && value.length >= 2

export const zones = settingCheck({
  id: 'node-pool/zones',
  controls: ['node-zones'],
  subject: agentPool,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The pool spans availability zones',
    ja: 'プールを複数の可用性ゾーンに広げる',
  }),
  why: text({
    en: 'A pool in one zone is down when the zone is, and cannot be drained without loss.',
    ja: 'ゾーンひとつのプールは、そのゾーンの障害で停止し、無停止での退避もできません。',
  }),
  anyOf: [{ path: ['availabilityZones'], accepts: isSpread }],
  fails: text({
    en: 'the pool stands in one zone',
    ja: 'プールがひとつのゾーンにしかありません',
  }),
  references: ['https://learn.microsoft.com/azure/aks/availability-zones'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    availabilityZones: «[
      '1'
    ]»
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
  zones = «["1"]»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"
  zones = ["1", "2", "3"]
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
        "availabilityZones": [
          "1",
          "2",
          "3"
        ]
      }
    }
  ]
}
`,
    },
  ],
})
