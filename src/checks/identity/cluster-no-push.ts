import { text } from '../../core/text.ts'
import { assignees } from '../../models/azure/assignees.ts'
import { pushingRoles } from '../../models/azure/roles.ts'
import { isOnRegistry, roleCheck } from '../role-check.ts'

export const clusterNoPush = roleCheck({
  id: 'identity/cluster-no-push',
  controls: ['acr-cluster-read-only'],
  standards: ['cis-aks/5.1.3'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The identity of the cluster does not write to registries', ja: 'クラスターの ID にレジストリへの書き込みを許さない' }),
  why: text({
    en: 'The cluster only ever pulls. With a role that writes, whoever takes it over replaces the images of every other cluster.',
    ja: 'クラスターが行うのはイメージの取得だけです。書き込めるロールがあると、乗っ取られたときに、ほかのクラスターのイメージまで差し替えられます。',
  }),
  roles: [...pushingRoles, 'Owner', 'Contributor'],
  // Roles for all kinds of resources are what a cluster needs on its network.
  isWrong: (assignment, role, estate) =>
    (pushingRoles.includes(role) || isOnRegistry(assignment, estate)) && estate.view(assignees).isOfControlPlane(assignment),
  who: text({ en: 'the identity of the cluster', ja: 'クラスターの ID' }),
  references: ['https://learn.microsoft.com/azure/aks/use-managed-identity'],
  examples: [
    {
      name: 'Bicep in which the cluster pushes',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  identity: {
    type: 'SystemAssigned'
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'registry'
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b1'
  scope: registry
  properties: {
    principalId: aks.identity.principalId
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')»
  }
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform in which the cluster contributes to the registry',
      file: 'main.tf',
      source: terraform('«"Contributor"»', 'azurerm_container_registry.registry.id'),
      fails: ['assigned'],
    },
    {
      name: 'Terraform in which the cluster contributes to its network',
      file: 'main.tf',
      source: terraform('"Contributor"', 'azurerm_virtual_network.vnet.id'),
    },
    {
      name: 'an answer in which the cluster pushes',
      file: 'resources.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "type": "Microsoft.ContainerService/managedClusters",
    "identity": { "type": "SystemAssigned", "principalId": "11111111-0000-0000-0000-000000000001" },
    "properties": {}
  },
  {
    "id": "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000b1",
    "name": "00000000-0000-0000-0000-0000000000b1",
    "type": "Microsoft.Authorization/roleAssignments",
    "properties": {
      "principalId": "11111111-0000-0000-0000-000000000001",
      "roleDefinitionId": «"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8311e382-0749-4cb8-b61a-304f252e45ec"»
    }
  }
]
`,
      fails: ['assigned'],
    },
  ],
})

function terraform(role: string, scope: string): string {
  return `resource "azurerm_user_assigned_identity" "aks" {
  name = "aks"
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.aks.id]
  }
}

resource "azurerm_container_registry" "registry" {
  name = "registry"
}

resource "azurerm_role_assignment" "assignment" {
  scope                = ${scope}
  role_definition_name = ${role}
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
}
`
}
