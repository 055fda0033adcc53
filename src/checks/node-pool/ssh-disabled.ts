import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const sshDisabled = settingCheck({
  id: 'node-pool/ssh-disabled',
  controls: ['node-ssh-disabled'],
  subject: agentPool,
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'SSH to nodes is off',
    ja: 'ノードへの SSH を無効にする',
  }),
  why: text({
    en: 'Nobody needs SSH on a node in daily work, and a key that is shared can open every node.',
    ja: '日常の運用でノードへの SSH は不要です。共有された鍵があれば、全ノードに入れてしまいます。',
  }),
  anyOf: [{ path: ['securityProfile', 'sshAccess'], accepts: isOneOf('Disabled') }],
  fails: text({
    en: 'SSH to the nodes of the pool is possible',
    ja: 'プールのノードに SSH で入れます',
  }),
  enforce: { azurePolicy: '28257686-e9db-403e-b9e2-a5eecbe03da9' },
  references: ['https://learn.microsoft.com/azure/aks/manage-ssh-node-access'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    securityProfile: {
      sshAccess: «'LocalUser'»
    }
  }
}
`,
      fails: ['fails'],
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
        "securityProfile": {
          "sshAccess": "Disabled"
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
  type      = "Microsoft.ContainerService/managedClusters/agentPools@2025-05-01"
  name      = "user"
  parent_id = azurerm_kubernetes_cluster.aks.id

  body = {
    properties = {
      securityProfile = {
        sshAccess = «"LocalUser"»
      }
    }
  }
}
`,
      fails: ['fails'],
    },
  ],
})
