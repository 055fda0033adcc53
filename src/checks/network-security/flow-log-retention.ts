import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { flowLog } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

export const flowLogRetention = settingCheck({
  id: 'network-security/flow-log-retention',
  controls: ['net-flow-logs'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Flow logs are kept for 90 days at least', ja: 'フローログを 90 日以上保存する' }),
  why: text({
    en: 'Break-ins are found months later; flows that were deleted by then cannot say where the data went.',
    ja: '侵入は数か月後に見つかることもあります。それまでにフローログが消えていれば、データの行き先を追えません。',
  }),
  subject: flowLog,
  anyOf: [{ path: ['properties', 'retentionPolicy'], accepts: keepsLong }],
  fails: text({ en: 'flows are deleted before 90 days have passed', ja: 'フローログが 90 日以内に削除されます' }),
  references: ['https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview'],
  examples: [
    {
      name: 'Bicep that deletes early',
      file: 'main.bicep',
      source: `resource flow 'Microsoft.Network/networkWatchers/flowLogs@2025-01-01' = {
  name: 'watcher/flow'
  properties: {
    targetResourceId: 'vnet'
    storageId: 'storage'
    retentionPolicy: «{
      enabled: true
      days: 7
    }»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that deletes early',
      file: 'main.tf',
      source: `resource "azurerm_network_watcher_flow_log" "flow" {
  name               = "flow"
  target_resource_id = azurerm_virtual_network.vnet.id

  retention_policy {
    enabled = «true»
    days    = 30
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that keeps them',
      file: 'main.tf',
      source: `resource "azurerm_network_watcher_flow_log" "flow" {
  name               = "flow"
  target_resource_id = azurerm_virtual_network.vnet.id

  retention_policy {
    enabled = true
    days    = 90
  }
}
`,
    },
    {
      name: 'an ARM template that never deletes',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/networkWatchers/flowLogs",
      "apiVersion": "2025-01-01",
      "name": "watcher/flow",
      "properties": { "targetResourceId": "vnet", "storageId": "storage" }
    }
  ]
}
`,
    },
  ],
})

/** Without a policy, or with zero days, nothing is ever deleted. */
function keepsLong(policy: JsonValue): boolean {
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) return false
  const { enabled, days } = policy as Readonly<Record<string, JsonValue>>
  return enabled !== true || Number(days ?? 0) === 0 || Number(days) >= 90
}
