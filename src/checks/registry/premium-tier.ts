import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { text, type Text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { leadsTo } from '../../models/azure/private-endpoints.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

/** What only registries of the premium tier have, and the value that asks for it. */
const features: readonly (readonly [path: Path, value: string, what: Text<never>])[] = [
  [['properties', 'networkRuleSet', 'defaultAction'], 'deny', text({ en: 'rules for networks', ja: 'ネットワーク規則' })],
  [['properties', 'policies', 'exportPolicy', 'status'], 'disabled', text({ en: 'the ban on export', ja: 'エクスポートの禁止' })],
  [['properties', 'policies', 'retentionPolicy', 'status'], 'enabled', text({ en: 'the retention policy', ja: '保持ポリシー' })],
  [['properties', 'encryption', 'status'], 'enabled', text({ en: 'your own key', ja: '自分の鍵' })],
]

export const premiumTier = defineCheck({
  id: 'registry/premium-tier',
  controls: ['acr-private-link', 'acr-network', 'acr-export', 'acr-cmk'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'A registry that is to be closed is of the premium tier',
    ja: '閉じるレジストリには Premium を使う',
  }),
  why: text({
    en: 'The smaller tiers have no private endpoints, no rules for networks and no keys of your own: the deployment fails, or is put right in haste by leaving them out.',
    ja: '下位のレベルにはプライベートエンドポイント、ネットワーク規則、独自の鍵がありません。デプロイが失敗し、急場しのぎに対策そのものが外されがちです。',
  }),
  subject: containerRegistry,
  reads: 'estate',
  messages: {
    lacking: text({ en: 'tier {tier} has no {what}', ja: '{tier} レベルでは{what}を使えません' }),
    undecided: text({
      en: 'whether the tier has {what} depends on {input}, which is not known here',
      ja: '{what}を使えるレベルかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(registry: AzureResource, { report, unknown, estate }) {
    const at = ['sku', 'name']
    const tier = registry.get(...at)
    if (tier === undefined || shapeOf(tier) === 'premium') return
    const endpoints = estate.view(resourcesByType).of('Microsoft.Network/privateEndpoints')
    const asked = features.find(([path, value]) => registry.text(...path)?.toLowerCase() === value)?.[2]
    const what = asked ?? (endpoints.some((endpoint) => leadsTo(endpoint, registry, ['registry'])) ? privateEndpoints : undefined)
    if (what === undefined) return
    const fix = {
      title: text({ en: 'use the premium tier', ja: 'Premium を使う' }),
      safety: 'review',
      edits: [set(at, 'Premium')],
    } as const
    if (tier.kind === 'unknown') yield unknown('undecided', { what, input: tier.reason.decidedBy }, { at })
    else yield report('lacking', { tier: registry.text(...at) ?? '', what }, { at, fix })
  },
  references: [
    'https://learn.microsoft.com/azure/container-registry/container-registry-skus',
    'https://learn.microsoft.com/azure/container-registry/container-registry-private-link',
  ],
  examples: [
    {
      name: 'Bicep with a ban on export',
      file: 'main.bicep',
      source: bicep("«'Standard'»"),
      fails: ['lacking'],
      fixed: bicep("'Premium'"),
    },
    { name: 'Bicep of the right tier', file: 'main.bicep', source: bicep("'Premium'") },
    {
      name: 'Bicep with a tier that a parameter decides',
      file: 'main.bicep',
      source: `param tier string\n\n${bicep('‹tier›')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with a private endpoint',
      file: 'main.tf',
      source: terraform('«"Basic"»'),
      fails: ['lacking'],
      fixed: terraform('"Premium"'),
    },
    {
      name: 'Terraform without anything of the premium tier',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "registry" {
  name = "registry"
  sku  = "Standard"
}
`,
    },
    {
      name: 'an ARM template with rules for networks',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-11-01",
      "name": "registry",
      "sku": { "name": «"Standard"» },
      "properties": { "networkRuleSet": { "defaultAction": "Deny" } }
    }
  ]
}
`,
      fails: ['lacking'],
      fixed: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-11-01",
      "name": "registry",
      "sku": { "name": "Premium" },
      "properties": { "networkRuleSet": { "defaultAction": "Deny" } }
    }
  ]
}
`,
    },
  ],
})

const privateEndpoints = text({ en: 'private endpoints', ja: 'プライベートエンドポイント' })

function bicep(tier: string): string {
  return `resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'registry'
  sku: {
    name: ${tier}
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    policies: {
      exportPolicy: {
        status: 'disabled'
      }
    }
  }
}
`
}

function terraform(tier: string): string {
  return `resource "azurerm_container_registry" "registry" {
  name = "registry"
  sku  = ${tier}
}

resource "azurerm_private_endpoint" "registry" {
  name = "registry"

  private_service_connection {
    name                           = "registry"
    private_connection_resource_id = azurerm_container_registry.registry.id
    subresource_names              = ["registry"]
  }
}
`
}
