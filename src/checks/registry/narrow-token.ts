import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { registryToken } from '../../models/azure/kinds.ts'
import { lastPart, resourcesByType, shapeOf, shapesAt } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

const at = ['properties', 'scopeMapId']

export const narrowToken = defineCheck({
  id: 'registry/narrow-token',
  controls: ['acr-tokens'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Registry tokens are for named repositories', ja: 'レジストリのトークンを特定のリポジトリに限る' }),
  why: text({
    en: 'A token for all repositories is a second admin user: whoever finds it reads, and often replaces, every image.',
    ja: '全リポジトリ用のトークンは、管理者ユーザーがもう一人いるのと同じです。手に入れた者は全イメージを読み取り、多くの場合は差し替えもできます。',
  }),
  subject: registryToken,
  reads: 'estate',
  messages: {
    everything: text({ en: 'scope map {map} covers every repository', ja: 'スコープマップ {map} の対象がすべてのリポジトリです' }),
    undecided: text({
      en: 'which repositories the token is for depends on {input}, which is not among what was scanned',
      ja: 'トークンの対象は {input} によって決まりますが、検査対象に含まれていません',
    }),
  },
  *evaluate(token: AzureResource, { report, unknown, estate }) {
    const value = token.get(...at)
    const id = shapeOf(value)
    if (value === undefined || id === undefined || token.text('properties', 'status')?.toLowerCase() === 'disabled') return
    // Those that the service makes are all for every repository.
    const name = lastPart(id)
    const map = estate
      .view(resourcesByType)
      .of('Microsoft.ContainerRegistry/registries/scopeMaps')
      .find((candidate) => candidate.id === id)
    const isBroad = name.startsWith('_repositories_') || (map !== undefined && shapesAt(map, 'properties', 'actions').some(isForAll))
    if (isBroad) yield report('everything', { map: map?.name ?? name }, { at })
    else if (map === undefined) yield unknown('undecided', { input: value.kind === 'unknown' ? value.reason.decidedBy : name }, { at })
  },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions'],
  examples: [
    {
      name: 'Bicep with a scope map of the service',
      file: 'main.bicep',
      source: bicep("«resourceId('Microsoft.ContainerRegistry/registries/scopeMaps', 'registry', '_repositories_admin')»"),
      fails: ['everything'],
    },
    { name: 'Bicep with a scope map for one repository', file: 'main.bicep', source: bicep('partner.id') },
    {
      name: 'Bicep with a scope map that a parameter decides',
      file: 'main.bicep',
      source: `param map string\n\n${bicep('‹map›')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with a scope map for all repositories',
      file: 'main.tf',
      source: terraform('«azurerm_container_registry_scope_map.partner.id»', 'repositories/*/content/read'),
      fails: ['everything'],
    },
    {
      name: 'Terraform with a scope map for one repository',
      file: 'main.tf',
      source: terraform('azurerm_container_registry_scope_map.partner.id', 'repositories/shop/web/content/read'),
    },
    {
      name: 'an answer with a scope map of the service',
      file: 'tokens.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry/tokens/partner",
  "name": "partner",
  "type": "Microsoft.ContainerRegistry/registries/tokens",
  "properties": {
    "status": "enabled",
    "scopeMapId": «"/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry/scopeMaps/_repositories_push"»
  }
}
`,
      fails: ['everything'],
    },
  ],
})

function isForAll(action: string): boolean {
  return action.startsWith('repositories/*/')
}

function bicep(map: string): string {
  return `resource partner 'Microsoft.ContainerRegistry/registries/scopeMaps@2025-11-01' = {
  name: 'registry/partner'
  properties: {
    actions: ['repositories/shop/web/content/read']
  }
}

resource token 'Microsoft.ContainerRegistry/registries/tokens@2025-11-01' = {
  name: 'registry/partner'
  properties: {
    scopeMapId: ${map}
  }
}
`
}

function terraform(map: string, action: string): string {
  return `resource "azurerm_container_registry_scope_map" "partner" {
  name                    = "partner"
  container_registry_name = "registry"
  actions                 = ["${action}"]
}

resource "azurerm_container_registry_token" "partner" {
  name                    = "partner"
  container_registry_name = "registry"
  scope_map_id            = ${map}
}
`
}
