import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isPrivateCluster } from '../../models/azure/private-cluster.ts'
import { armTemplate } from '../azure-example.ts'
import { settingCheck } from '../setting-check.ts'

const isZone = (value: JsonValue): boolean => typeof value === 'string' && value !== '' && value.toLowerCase() !== 'none'

export const privateDnsZone = settingCheck({
  id: 'cluster/private-dns-zone',
  controls: ['aks-private-fqdn'],
  subject: managedCluster,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'The name of a private API server stands in a private zone',
    ja: 'プライベートな API サーバーの名前をプライベート DNS ゾーンに置く',
  }),
  why: text({
    en: 'Without a zone of its own the private address is published in public DNS, where everybody can look up the cluster and its network.',
    ja: '専用のゾーンがないと、プライベートアドレスがパブリック DNS に公開されます。クラスターの存在とネットワーク構成を誰でも調べられます。',
  }),
  anyOf: [{ path: ['properties', 'apiServerAccessProfile', 'privateDNSZone'], accepts: isZone }],
  exempt: (cluster) =>
    isPrivateCluster(cluster) ? undefined : text({ en: 'the cluster is not private', ja: 'プライベートクラスターではありません' }),
  fails: text({ en: 'the private cluster has no private DNS zone', ja: 'プライベートクラスターにプライベート DNS ゾーンがありません' }),
  references: ['https://learn.microsoft.com/azure/aks/private-clusters'],
  examples: [
    {
      name: 'Bicep without a zone',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
      privateDNSZone: «'none'»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform without a zone',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  private_cluster_enabled = true
  private_dns_zone_id     = «"None"»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a zone of its own',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  private_cluster_enabled = true
  private_dns_zone_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
}
`,
    },
    {
      name: 'an ARM template that leaves it to the service',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2025-05-01',
        name: 'aks',
        properties: { apiServerAccessProfile: { enablePrivateCluster: true } },
      }),
    },
  ],
})
