import { text } from '../../core/text.ts'
import { virtualNetwork } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import { companionCheck } from '../companion-check.ts'
import { isEnabled } from '../is-enabled.ts'

export const flowLogs = companionCheck({
  id: 'network-security/flow-logs',
  controls: ['net-flow-logs'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Flows of the virtual network are recorded', ja: '仮想ネットワークのフローログを記録する' }),
  why: text({
    en: 'Who talked to whom is the first question after a break-in; without flow logs it has no answer.',
    ja: '侵入後にまず問われるのは、どこと通信したかです。フローログがなければ答えられません。',
  }),
  subject: virtualNetwork,
  needs: [
    {
      what: text({ en: 'flow log', ja: 'フローログ' }),
      types: ['Microsoft.Network/networkWatchers/flowLogs'],
      isAbout: (flowLog, network) => shapeOf(flowLog.get('properties', 'targetResourceId')) === network.id,
      serves: isEnabled,
    },
  ],
  references: ['https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview'],
  examples: [
    {
      name: 'Bicep with a flow log that is off',
      file: 'main.bicep',
      source: `resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet'
}

resource «flow» 'Microsoft.Network/networkWatchers/flowLogs@2025-01-01' = {
  name: 'watcher/flow'
  properties: {
    targetResourceId: vnet.id
    storageId: 'storage'
    enabled: false
  }
}
`,
      fails: ['unfit'],
    },
    {
      name: 'Terraform without a flow log',
      file: 'main.tf',
      source: `«resource "azurerm_virtual_network" "vnet"» {
  name = "vnet"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a flow log',
      file: 'main.tf',
      source: `resource "azurerm_virtual_network" "vnet" {
  name = "vnet"
}

resource "azurerm_network_watcher_flow_log" "flow" {
  name               = "flow"
  target_resource_id = azurerm_virtual_network.vnet.id
  enabled            = true
}
`,
    },
    {
      name: 'an ARM template with a flow log',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2025-01-01",
      "name": "vnet"
    },
    {
      "type": "Microsoft.Network/networkWatchers/flowLogs",
      "apiVersion": "2025-01-01",
      "name": "watcher/flow",
      "properties": {
        "targetResourceId": "[resourceId('Microsoft.Network/virtualNetworks', 'vnet')]",
        "storageId": "storage",
        "enabled": true
      }
    }
  ]
}
`,
    },
  ],
})
