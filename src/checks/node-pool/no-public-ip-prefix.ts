import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { armTemplate } from '../azure-example.ts'
import { isOneOf, isTrue, settingCheck } from '../setting-check.ts'

export const noPublicIpPrefix = settingCheck({
  id: 'node-pool/no-public-ip-prefix',
  controls: ['node-no-public-ip'],
  standards: ['cis-aks/5.4.3'],
  subject: agentPool,
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'No public addresses are kept for the nodes', ja: 'ノード用のパブリック IP プレフィックスを割り当てない' }),
  why: text({
    en: 'A pool with a prefix of public addresses is one switch away from nodes on the internet, and the addresses may already be in the allow lists of others.',
    ja: 'パブリック IP プレフィックスのあるプールは、設定一つでノードがインターネットに公開されます。そのアドレスが取引先などで許可済みのこともあります。',
  }),
  anyOf: [{ path: ['nodePublicIPPrefixID'], accepts: isOneOf('') }],
  exempt: (pool) => {
    const own = pool.get('enableNodePublicIP')
    return own?.kind === 'scalar' && own.value !== null && isTrue(own.value)
      ? text({
          en: 'its nodes have public addresses, which is a question of its own',
          ja: 'ノードのパブリックアドレスは別の検査で扱います',
        })
      : undefined
  },
  fails: text({ en: 'public addresses are kept for the nodes of the pool', ja: 'プールのノード用にパブリックアドレスが確保されています' }),
  references: ['https://learn.microsoft.com/azure/aks/use-node-public-ips'],
  examples: [
    {
      name: 'Bicep with a prefix',
      file: 'main.bicep',
      source: `resource prefix 'Microsoft.Network/publicIPPrefixes@2025-01-01' existing = {
  name: 'nodes'
}

resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    enableNodePublicIP: false
    nodePublicIPPrefixID: «'/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/publicIPPrefixes/nodes'»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a prefix',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "user" {
  name                     = "user"
  node_public_ip_prefix_id = «"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/publicIPPrefixes/nodes"»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform without one',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_node_pool" "user" {
  name = "user"
}
`,
    },
    {
      name: 'an ARM template without one',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters/agentPools',
        apiVersion: '2025-05-01',
        name: 'aks/user',
        properties: { enableNodePublicIP: false },
      }),
    },
  ],
})
