import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { publicAddress } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

/** The tags by which the cloud provider of Kubernetes marks what a Service was given; the second is older. */
const tags = ['k8s-azure-service', 'service'] as const
const clusterTags = ['k8s-azure-cluster-name', 'kubernetes-cluster-name'] as const

export const noPublicServiceAddress = defineCheck({
  id: 'cluster/no-public-service-address',
  controls: ['net-public-services'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No Service has a public address', ja: 'Service にパブリックアドレスを持たせない' }),
  why: text({
    en: 'Each such address is a door of its own to the cluster. Public traffic belongs behind one gateway with a firewall.',
    ja: 'こうしたアドレスの数だけ、クラスターの入口が増えます。外部からの通信は、ファイアウォールのあるゲートウェイに集約してください。',
  }),
  subject: publicAddress,
  messages: {
    held: text({ en: 'the address belongs to Service {service}', ja: 'このアドレスは Service {service} のものです' }),
  },
  *evaluate(address: AzureResource, { report }) {
    const isOfCluster = clusterTags.some((tag) => address.get('tags', tag) !== undefined)
    const tag = tags.find((name, index) => address.text('tags', name) !== undefined && (index === 0 || isOfCluster))
    if (tag === undefined) return notApplicable(text({ en: 'no Service was given it', ja: 'Service に割り当てられたものではありません' }))
    yield report('held', { service: address.text('tags', tag) ?? '' }, { at: ['tags', tag] })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/internal-lb'],
  examples: [
    {
      name: 'an answer with the address of a Service',
      file: 'addresses.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/MC_shop/providers/Microsoft.Network/publicIPAddresses/kubernetes-a1",
    "name": "kubernetes-a1",
    "type": "Microsoft.Network/publicIPAddresses",
    "tags": { "k8s-azure-cluster-name": "kubernetes", "k8s-azure-service": «"shop/web"» },
    "properties": {}
  },
  {
    "id": "/subscriptions/s/resourceGroups/MC_shop/providers/Microsoft.Network/publicIPAddresses/gateway",
    "name": "gateway",
    "type": "Microsoft.Network/publicIPAddresses",
    "tags": { "service": "gateway" },
    "properties": {}
  }
]
`,
      fails: ['held'],
    },
    {
      name: 'Bicep with the address of a Service',
      file: 'main.bicep',
      source: `resource address 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: 'web'
  tags: {
    'k8s-azure-service': «'shop/web'»
  }
}
`,
      fails: ['held'],
    },
    {
      name: 'Terraform with the address of a Service',
      file: 'main.tf',
      source: `resource "azurerm_public_ip" "web" {
  name = "web"

  tags = {
    "k8s-azure-service" = «"shop/web"»
  }
}
`,
      fails: ['held'],
    },
    {
      name: 'Terraform with the address of a gateway',
      file: 'main.tf',
      source: `resource "azurerm_public_ip" "gateway" {
  name = "gateway"
}
`,
    },
  ],
})
