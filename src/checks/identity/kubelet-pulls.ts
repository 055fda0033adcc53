import { defineCheck, notApplicable } from '../../core/check.ts'
import { defineView } from '../../core/estate.ts'
import { text } from '../../core/text.ts'
import { assignees } from '../../models/azure/assignees.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { principalOf } from '../../models/azure/principals.ts'
import { covers, resourcesByType, scopeOf, shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { roleNameOf, rolePath } from '../../models/azure/roles.ts'
import { unreadAmong } from '../../models/azure/unread.ts'
import type { Value } from '../../models/azure/value/value.ts'
import { nameList } from '../name-list.ts'

const assignmentType = 'Microsoft.Authorization/roleAssignments'

/** All roles with which images can be pulled; most of them are too much, which is a question of its own. */
const pulling = {
  registry: new Set(['acrpull', 'acrpush', 'contributor', 'owner']),
  /** A registry whose permissions are of repositories does not honour the older roles. */
  repositories: new Set([
    'container registry repository reader',
    'container registry repository writer',
    'container registry repository contributor',
  ]),
} as const

export const kubeletPulls = defineCheck({
  id: 'identity/kubelet-pulls',
  controls: ['acr-attach'],
  standards: ['cis-aks/5.1.3'],
  subject: managedCluster,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Nodes pull from the registry with their own identity', ja: 'ノードの ID でレジストリからイメージを取得する' }),
  why: text({
    en: 'Where the nodes may not pull, pods carry a password of the registry, which leaks and does not expire.',
    ja: 'ノードに取得の権限がないと、Pod ごとにレジストリのパスワードを持たせることになり、漏れやすく期限もありません。',
  }),
  messages: {
    missing: text({ en: 'no role lets the nodes pull from {registry}', ja: 'ノードが {registry} から取得するためのロールがありません' }),
    refused: text({
      en: '{registry} does not honour {role}: its permissions are of repositories',
      ja: '{registry} の権限はリポジトリ単位なので、{role} は使われません',
    }),
    undecided: text({
      en: 'whether the nodes may pull from {registry} depends on {input}, which is not known here',
      ja: 'ノードが {registry} から取得できるかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    const resources = estate.view(resourcesByType)
    const registries = resources.deployedWith(cluster, 'Microsoft.ContainerRegistry/registries')
    if (registries.length === 0)
      return notApplicable(
        text({ en: 'no registry is deployed with the cluster', ja: 'クラスターと一緒にデプロイするレジストリがありません' }),
      )
    const own = estate.view(assignees).ofKubelet(cluster)
    const lacking = registries.filter((registry) => !own.some((assignment) => isMeant(assignment, registry) && pulls(assignment, registry)))
    if (lacking.length === 0) return undefined
    const registry = nameList(lacking.map(({ name }) => name))
    const refused = own.find((assignment) => lacking.some((one) => isMeant(assignment, one) && isRefused(assignment, one)))
    const open = estate.view(foreignPullers).of(lacking)
    const path = unreadAmong(estate, [assignmentType])
    if (open?.kind === 'unknown') yield unknown('undecided', { registry, input: open.reason.decidedBy }, { at: [] })
    else if (path !== undefined) yield unknown('unread', { path }, { at: [] })
    else if (refused !== undefined)
      yield report('refused', { registry, role: roleNameOf(refused) ?? '' }, { at: rolePath(refused), of: refused })
    else yield report('missing', { registry }, { at: [] })
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/cluster-container-registry-integration',
    'https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions',
  ],
  examples: [
    { name: 'Bicep without an assignment', file: 'main.bicep', source: bicep('«aks»', ''), fails: ['missing'] },
    {
      name: 'Bicep in which somebody else pulls',
      file: 'main.bicep',
      source: bicep('«aks»', assigned('other.properties.principalId')),
      fails: ['missing'],
    },
    {
      name: 'Bicep in which the identity that the service made pulls',
      file: 'main.bicep',
      source: bicep('aks', assigned('aks.properties.identityProfile.kubeletidentity.objectId')),
    },
    {
      name: 'Bicep with a role that the registry does not honour',
      file: 'main.bicep',
      source: inRepositoryMode(assigned('aks.properties.identityProfile.kubeletidentity.objectId')).replace(
        /subscriptionResourceId\([^)]*\)/,
        '«$&»',
      ),
      fails: ['refused'],
    },
    {
      name: 'Bicep with a role of repositories',
      file: 'main.bicep',
      source: inRepositoryMode(assigned('aks.properties.identityProfile.kubeletidentity.objectId')).replace(
        '7f951dda-4ed3-4680-a7ca-43fe172d538d',
        'b93aa761-3e63-49ed-ac28-beffa264f7ac',
      ),
    },
    {
      name: 'Bicep with a principal from a parameter',
      file: 'main.bicep',
      source: `param nodes string\n\n${bicep('‹aks›', assigned('nodes'))}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform without an assignment',
      file: 'main.tf',
      source: terraform('«resource "azurerm_kubernetes_cluster" "aks"»', ''),
      fails: ['missing'],
    },
    {
      name: 'Terraform in which an identity of the nodes pulls',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_kubernetes_cluster" "aks"',
        `
resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.nodes.principal_id
}
`,
      ),
    },
    {
      name: 'Terraform with a role that the registry does not honour',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_kubernetes_cluster" "aks"',
        `
resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = «"AcrPull"»
  principal_id         = azurerm_user_assigned_identity.nodes.principal_id
}
`,
      ).replace('name = "registry"', 'name                 = "registry"\n  role_assignment_mode = "AbacRepositoryPermissions"'),
      fails: ['refused'],
    },
    {
      name: 'an answer without an assignment',
      file: 'resources.json',
      source: answer('«', '»', '"11111111-0000-0000-0000-000000000002"'),
      fails: ['missing'],
    },
    {
      name: 'an answer in which the nodes pull',
      file: 'resources.json',
      source: answer('', '', '"11111111-0000-0000-0000-000000000001"'),
    },
  ],
})

/** Finds the principals that may pull from registries and that nothing of the scanned set says more about. */
const foreignPullers = defineView('azure-foreign-pullers', (estate) => {
  const { isForeign } = estate.view(assignees)
  const assignments = estate
    .view(resourcesByType)
    .of(assignmentType)
    .filter((assignment) => {
      const principal = principalOf(assignment)
      return principal !== undefined && isForeign(principal)
    })
  const firstOf = new Map<AzureResource, number>()
  const first = (registry: AzureResource): number => {
    const known = firstOf.get(registry)
    if (known !== undefined) return known
    const found = assignments.findIndex((assignment) => isMeant(assignment, registry) && pulls(assignment, registry))
    firstOf.set(registry, found)
    return found
  }
  return {
    /** The first that may pull from any of some registries. */
    of(registries: readonly AzureResource[]): Value | undefined {
      const found = registries.map(first).filter((position) => position >= 0)
      const earliest = found.reduce((least, position) => Math.min(least, position), Infinity)
      const assignment = assignments[earliest]
      return assignment === undefined ? undefined : principalOf(assignment)
    },
  }
})

function isMeant(assignment: AzureResource, registry: AzureResource): boolean {
  const scope = scopeOf(assignment)
  return covers(scope, registry) || (scope.startsWith('{') && !scope.startsWith('{azurerm_container_registry.'))
}

function pulls(assignment: AzureResource, registry: AzureResource): boolean {
  const role = roleNameOf(assignment)?.toLowerCase() ?? ''
  return modeOf(registry) === 'unknown' ? pulling.registry.has(role) || pulling.repositories.has(role) : rolesOf(registry).has(role)
}

function isRefused(assignment: AzureResource, registry: AzureResource): boolean {
  return modeOf(registry) === 'repositories' && pulling.registry.has(roleNameOf(assignment)?.toLowerCase() ?? '')
}

function rolesOf(registry: AzureResource): ReadonlySet<string> {
  const mode = modeOf(registry)
  return mode === 'repositories' ? pulling.repositories : pulling.registry
}

/** Roles of repositories mean nothing to a registry that is not in the mode for them, which is not the default one. */
function modeOf(registry: AzureResource): 'registry' | 'repositories' | 'unknown' {
  const mode = registry.get('properties', 'roleAssignmentMode')
  if (mode?.kind === 'unknown') return 'unknown'
  return shapeOf(mode) === 'abacrepositorypermissions' ? 'repositories' : 'registry'
}

function assigned(principal: string): string {
  return `
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id)
  properties: {
    principalId: ${principal}
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}
`
}

function inRepositoryMode(more: string): string {
  return bicep('aks', more).replace(
    "  name: 'registry'\n",
    "  name: 'registry'\n  properties: {\n    roleAssignmentMode: 'AbacRepositoryPermissions'\n  }\n",
  )
}

function bicep(cluster: string, more: string): string {
  return `resource ${cluster} 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    dnsPrefix: 'aks'
  }
}

resource other 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'other'
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'registry'
}
${more}`
}

function terraform(cluster: string, more: string): string {
  return `resource "azurerm_user_assigned_identity" "nodes" {
  name = "nodes"
}

${cluster} {
  name = "aks"

  kubelet_identity {
    object_id                 = azurerm_user_assigned_identity.nodes.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id
  }
}

resource "azurerm_container_registry" "registry" {
  name = "registry"
}
${more}`
}

function answer(open: string, close: string, principal: string): string {
  const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers'
  return `[
  {
    "id": ${open}"${group}/Microsoft.ContainerService/managedClusters/aks"${close},
    "name": "aks",
    "type": "Microsoft.ContainerService/ManagedClusters",
    "properties": {
      "identityProfile": { "kubeletidentity": { "objectId": "11111111-0000-0000-0000-000000000001" } }
    }
  },
  {
    "id": "${group}/Microsoft.ContainerRegistry/registries/registry",
    "name": "registry",
    "type": "Microsoft.ContainerRegistry/registries",
    "properties": {}
  },
  {
    "id": "${group}/Microsoft.ContainerRegistry/registries/registry/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000b1",
    "name": "00000000-0000-0000-0000-0000000000b1",
    "type": "Microsoft.Authorization/roleAssignments",
    "properties": {
      "principalId": ${principal},
      "roleDefinitionId": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d"
    }
  }
]
`
}
