import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const nodeResourceGroupLocked = settingCheck({
  id: 'cluster/node-resource-group-locked',
  controls: ['node-rg-locked'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'The node resource group is read-only',
    ja: 'ノードリソースグループを読み取り専用にする',
  }),
  why: text({
    en: 'Whoever changes nodes, disks or load balancers behind the back of AKS breaks the cluster or opens it.',
    ja: 'AKS を介さずにノード、ディスク、ロードバランサーを変更すると、クラスターが壊れたり開いたりします。',
  }),
  anyOf: [{ path: ['properties', 'nodeResourceGroupProfile', 'restrictionLevel'], accepts: isOneOf('ReadOnly') }],
  fails: text({
    en: 'resources of the nodes can be changed directly',
    ja: 'ノードのリソースを直接変更できます',
  }),
  fix: {
    title: text({
      en: 'lock the node resource group',
      ja: 'ノードリソースグループを固定する',
    }),
    value: 'ReadOnly',
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/node-resource-group-lockdown'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    nodeResourceGroupProfile: {
      restrictionLevel: «'Unrestricted'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    nodeResourceGroupProfile: {
      restrictionLevel: 'ReadOnly'
    }
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
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "nodeResourceGroupProfile": {
          "restrictionLevel": "ReadOnly"
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform of azapi that says otherwise',
      file: 'main.tf',
      source: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      nodeResourceGroupProfile = {
        restrictionLevel = «"Unrestricted"»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      nodeResourceGroupProfile = {
        restrictionLevel = "ReadOnly"
      }
    }
  }
}
`,
    },
  ],
})
