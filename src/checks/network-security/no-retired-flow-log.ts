import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { flowLog } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

const at = ['properties', 'targetResourceId']
const groupType = 'Microsoft.Network/networkSecurityGroups'

export const noRetiredFlowLog = defineCheck({
  id: 'network-security/no-retired-flow-log',
  controls: ['net-flow-logs'],
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Flows are recorded of networks, not of security groups',
    ja: 'フローログをセキュリティグループではなく仮想ネットワークで記録する',
  }),
  why: text({
    en: 'Flow logs of security groups are being retired: new ones are refused, and those that exist stop. They also miss what no group is on.',
    ja: 'セキュリティグループのフローログは廃止予定で、新規には作成できず、既存のものも停止します。グループのない通信は記録もされません。',
  }),
  subject: flowLog,
  reads: 'estate',
  messages: { retired: text({ en: 'the flow log is of a security group', ja: 'セキュリティグループのフローログです' }) },
  *evaluate(log: AzureResource, { report, estate }) {
    const target = shapeOf(log.get(...at)) ?? ''
    const groups = estate.view(resourcesByType).of(groupType)
    const isGroup = /\/networksecuritygroups\/[^/]+$/.test(target) || /^\{(?:data\.)?azurerm_network_security_group\./.test(target)
    if (isGroup || groups.some(({ id }) => id === target)) yield report('retired', {}, { at })
  },
  references: ['https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-migrate'],
  examples: [
    {
      name: 'Bicep with the flow log of a group',
      file: 'main.bicep',
      source: `resource nodes 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nodes'
}

resource flow 'Microsoft.Network/networkWatchers/flowLogs@2025-01-01' = {
  name: 'watcher/flow'
  properties: {
    targetResourceId: «nodes.id»
    storageId: 'storage'
  }
}
`,
      fails: ['retired'],
    },
    {
      name: 'Terraform with the flow log of a group',
      file: 'main.tf',
      source: `resource "azurerm_network_watcher_flow_log" "flow" {
  name                      = "flow"
  network_security_group_id = «azurerm_network_security_group.nodes.id»
  enabled                   = true
}
`,
      fails: ['retired'],
    },
    {
      name: 'Terraform with the flow log of a network',
      file: 'main.tf',
      source: `resource "azurerm_network_watcher_flow_log" "flow" {
  name               = "flow"
  target_resource_id = azurerm_virtual_network.vnet.id
  enabled            = true
}
`,
    },
    {
      name: 'an answer with the flow log of a group',
      file: 'logs.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/watch/providers/Microsoft.Network/networkWatchers/watcher/flowLogs/flow",
  "name": "flow",
  "type": "Microsoft.Network/networkWatchers/flowLogs",
  "properties": {
    "targetResourceId": «"/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/networkSecurityGroups/nodes"»,
    "enabled": true
  }
}
`,
      fails: ['retired'],
    },
  ],
})
