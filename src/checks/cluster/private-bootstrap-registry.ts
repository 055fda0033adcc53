import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType, shapeOf } from '../../models/azure/relations.ts'
import { shownShape, type AzureResource } from '../../models/azure/resource.ts'

const profile = ['properties', 'bootstrapProfile']
const at = [...profile, 'containerRegistryId']

export const privateBootstrapRegistry = defineCheck({
  id: 'cluster/private-bootstrap-registry',
  controls: ['acr-bootstrap'],
  severity: 'low',
  confidence: 'medium',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'The registry that the cluster boots from is closed to public networks',
    ja: 'クラスターの起動元レジストリをパブリックネットワークに公開しない',
  }),
  why: text({
    en: 'A cluster without a way out is only as isolated as the registry that its parts come from.',
    ja: '外に出られないクラスターでも、部品の取得元のレジストリが公開されていれば、分離されているとは言えません。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    open: text({ en: '{registry} can be reached from public networks', ja: '{registry} にパブリックネットワークから到達できます' }),
    undecided: text({
      en: 'whether the registry is closed depends on {input}, which is not among what was scanned',
      ja: 'レジストリが閉じているかどうかは {input} によって決まりますが、検査対象に含まれていません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    const value = cluster.get(...at)
    const id = shapeOf(value)
    if (value === undefined || id === undefined || shapeOf(cluster.get(...profile, 'artifactSource')) !== 'cache')
      return notApplicable(text({ en: 'it boots from no registry of yours', ja: '自分のレジストリから起動していません' }))
    const registries = estate.view(resourcesByType).of('Microsoft.ContainerRegistry/registries')
    const registry = registries.find((candidate) => candidate.id === id)
    const access = registry?.get('properties', 'publicNetworkAccess')
    if (registry === undefined)
      yield unknown('undecided', { input: value.kind === 'unknown' ? value.reason.decidedBy : shownShape(id) }, { at })
    else if (access?.kind === 'unknown') yield unknown('undecided', { input: access.reason.decidedBy }, { at })
    else if (shapeOf(access) !== 'disabled') yield report('open', { registry: registry.name }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/concepts-network-isolated'],
  examples: [
    { name: 'Bicep with an open registry', file: 'main.bicep', source: bicep('Enabled', '«registry.id»'), fails: ['open'] },
    { name: 'Bicep with a closed registry', file: 'main.bicep', source: bicep('Disabled', 'registry.id') },
    {
      name: 'Bicep with a registry from a parameter',
      file: 'main.bicep',
      source: `param cache string\n\n${bicep('Disabled', '‹cache›')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with an open registry',
      file: 'main.tf',
      source: terraform('true', '«azurerm_container_registry.registry.id»'),
      fails: ['open'],
    },
    { name: 'Terraform with a closed registry', file: 'main.tf', source: terraform('false', 'azurerm_container_registry.registry.id') },
    {
      name: 'an answer with an open registry',
      file: 'resources.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "type": "Microsoft.ContainerService/managedClusters",
    "properties": {
      "bootstrapProfile": {
        "artifactSource": "Cache",
        "containerRegistryId": «"/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry"»
      }
    }
  },
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry",
    "name": "registry",
    "type": "Microsoft.ContainerRegistry/registries",
    "properties": { "publicNetworkAccess": "Enabled" }
  }
]
`,
      fails: ['open'],
    },
  ],
})

function bicep(access: string, id: string): string {
  return `resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'registry'
  properties: {
    publicNetworkAccess: '${access}'
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    bootstrapProfile: {
      artifactSource: 'Cache'
      containerRegistryId: ${id}
    }
  }
}
`
}

function terraform(access: string, id: string): string {
  return `resource "azurerm_container_registry" "registry" {
  name                          = "registry"
  public_network_access_enabled = ${access}
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  bootstrap_profile {
    artifact_source       = "Cache"
    container_registry_id = ${id}
  }
}
`
}
