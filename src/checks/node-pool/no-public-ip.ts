import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

export const noPublicIp = settingCheck({
  id: 'node-pool/no-public-ip',
  controls: ['node-no-public-ip'],
  standards: ['cis-aks/5.4.3'],
  subject: agentPool,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Nodes have no public address',
    ja: 'ノードにパブリックアドレスを付けない',
  }),
  why: text({
    en: 'A node with a public address can be attacked from the internet, past load balancers and firewalls.',
    ja: 'パブリックアドレスを持つノードは、ロードバランサーやファイアウォールを通らずにインターネットから攻撃されます。',
  }),
  anyOf: [{ path: ['enableNodePublicIP'], accepts: isNotTrue }],
  fails: text({
    en: 'nodes of the pool get public addresses',
    ja: 'プールのノードにパブリックアドレスが付きます',
  }),
  references: ['https://learn.microsoft.com/azure/aks/use-node-public-ips'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    enableNodePublicIP: «true»
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
  node_public_ip_enabled = «true»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  name = "user"
  node_public_ip_enabled = false
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
        "enableNodePublicIP": false
      }
    }
  ]
}
`,
    },
    {
      name: 'a pool that the cluster lists',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    agentPoolProfiles: [
      {
        name: 'system'
        enableNodePublicIP: «true»
      }
    ]
  }
}
`,
      fails: ['fails'],
    },
  ],
})
