import type { Estate } from '../../core/estate.ts'
import { text } from '../../core/text.ts'
import { assignees } from '../../models/azure/assignees.ts'
import { principalOf } from '../../models/azure/principals.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { pushingRoles } from '../../models/azure/roles.ts'
import { roleCheck } from '../role-check.ts'

/** The principal is known by the property that it is read from, or by a cluster or an identity that says that it is its own. */
function isToKubelet(assignment: AzureResource, estate: Estate): boolean {
  const principal = principalOf(assignment)
  if (principal === undefined) return false
  return /kubelet_?identity/.test(shapeOf(principal) ?? '') || estate.view(assignees).isOfKubelet(assignment)
}

export const kubeletPullsOnly = roleCheck({
  id: 'identity/kubelet-pulls-only',
  controls: ['acr-cluster-read-only', 'aks-kubelet-identity'],
  standards: ['cis-aks/5.1.3'],
  severity: 'high',
  since: '0.1.0',
  title: text({ en: 'The identity of the nodes pulls images and does nothing else', ja: 'ノードの ID にイメージの取得だけを許す' }),
  why: text({
    en: 'Every pod of a node can ask for the tokens of its identity. If that may push, a single pod replaces the images of all.',
    ja: 'ノード上の Pod は、そのノードの ID のトークンを要求できます。その ID でプッシュできると、一つの Pod からすべてのイメージを差し替えられます。',
  }),
  roles: [...pushingRoles, 'Owner', 'Contributor', 'User Access Administrator'],
  isWrong: (assignment, _role, estate) => isToKubelet(assignment, estate),
  who: text({ en: 'the identity of the nodes', ja: 'ノードの ID' }),
  references: ['https://learn.microsoft.com/azure/aks/cluster-container-registry-integration'],
  examples: [
    {
      name: 'Bicep in which nodes push',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b1'
  properties: {
    principalId: aks.properties.identityProfile.kubeletidentity.objectId
    principalType: 'ServicePrincipal'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')»
  }
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform in which nodes contribute',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = «"Contributor"»
  principal_id         = azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id
  principal_type       = "ServicePrincipal"
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform in which an identity that nodes were given pushes',
      file: 'main.tf',
      source: `resource "azurerm_user_assigned_identity" "nodes" {
  name = "nodes"
}

resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  kubelet_identity {
    user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id
  }
}

resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = «"AcrPush"»
  principal_id         = azurerm_user_assigned_identity.nodes.principal_id
}
`,
      fails: ['assigned'],
    },
    {
      name: 'an answer in which nodes push',
      file: 'resources.json',
      source: `[
  {
    "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "type": "Microsoft.ContainerService/managedClusters",
    "properties": { "identityProfile": { "kubeletidentity": { "objectId": "11111111-0000-0000-0000-000000000001" } } }
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
    {
      name: 'Terraform in which nodes pull',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id
  principal_type       = "ServicePrincipal"
}
`,
    },
    {
      name: 'an ARM template in which nodes pull',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks"
    },
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "00000000-0000-0000-0000-0000000000b1",
      "properties": {
        "principalId": "[reference(resourceId('Microsoft.ContainerService/managedClusters', 'aks')).identityProfile.kubeletidentity.objectId]",
        "principalType": "ServicePrincipal",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')]"
      }
    }
  ]
}
`,
    },
  ],
})
