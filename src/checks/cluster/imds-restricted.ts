import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const imdsRestricted = settingCheck({
  id: 'cluster/imds-restricted',
  controls: ['node-imds-restricted'],
  subject: managedCluster,
  severity: 'medium',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'Pods cannot reach the metadata service of their node',
    ja: 'Pod からノードのメタデータサービスに届かないようにする',
  }),
  why: text({
    en: 'From the metadata service a compromised pod gets tokens of the identity of its node.',
    ja: '侵害された Pod は、メタデータサービスからノードの ID のトークンを取得できます。',
  }),
  anyOf: [{ path: ['properties', 'networkProfile', 'podLinkLocalAccess'], accepts: isOneOf('None') }],
  fails: text({
    en: 'pods can reach instance metadata',
    ja: 'Pod からインスタンスメタデータに到達できます',
  }),
  fix: {
    title: text({
      en: 'close the metadata service to pods',
      ja: 'Pod からのメタデータアクセスを閉じる',
    }),
    value: 'None',
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/imds-restriction'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      podLinkLocalAccess: «'IMDS'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: {
      podLinkLocalAccess: 'None'
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
        "networkProfile": {
          "podLinkLocalAccess": "None"
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
  type      = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      networkProfile = {
        podLinkLocalAccess = «"IMDS"»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      networkProfile = {
        podLinkLocalAccess = "None"
      }
    }
  }
}
`,
    },
  ],
})
