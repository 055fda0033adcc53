import { text } from '../../core/text.ts'
import { pushingRoles } from '../../models/azure/roles.ts'
import { isOnRegistry, isToUser, roleCheck } from '../role-check.ts'

/** Roles that are for all kinds of resources; on a registry they are for pushing too. */
const managing: readonly string[] = ['Owner', 'Contributor']

export const noUserPush = roleCheck({
  id: 'registry/no-user-push',
  controls: ['acr-roles'],
  standards: ['cis-aks/5.1.2'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Pushing to the registry is for pipelines and groups', ja: '個人にレジストリへのプッシュ権限を付与しない' }),
  why: text({
    en: 'An image that a person pushed passed no pipeline: no scan, no signature, no review.',
    ja: '個人がプッシュしたイメージは、スキャンも署名もレビューも経ていません。',
  }),
  roles: [...pushingRoles, ...managing],
  isWrong: (assignment, role, estate) => isToUser(assignment) && (!managing.includes(role) || isOnRegistry(assignment, estate)),
  who: text({ en: 'a single user', ja: '個人' }),
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview'],
  examples: [
    {
      name: 'Bicep with a developer who pushes',
      file: 'main.bicep',
      source: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b1'
  properties: {
    principalId: '00000000-0000-0000-0000-0000000000a1'
    principalType: 'User'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')»
  }
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with a developer who pushes',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = «"AcrPush"»
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "User"
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with a developer who contributes to the registry, and to a group',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "registry" {
  name = "registry"
}

resource "azurerm_role_assignment" "registry" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = «"Contributor"»
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "User"
}

resource "azurerm_role_assignment" "group" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Contributor"
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "User"
}
`,
      fails: ['assigned'],
    },
    {
      name: 'an answer with a developer who pushes to repositories',
      file: 'roles.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000b1",
  "name": "00000000-0000-0000-0000-0000000000b1",
  "type": "Microsoft.Authorization/roleAssignments",
  "properties": {
    "principalId": "00000000-0000-0000-0000-0000000000a1",
    "principalType": "User",
    "roleDefinitionId": «"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/2a1e307c-b015-4ebd-883e-5b7698a07328"»
  }
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with a pipeline that pushes',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_container_registry.registry.id
  role_definition_name = "AcrPush"
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "ServicePrincipal"
}
`,
    },
    {
      name: 'an ARM template with a group that pushes',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "00000000-0000-0000-0000-0000000000b1",
      "properties": {
        "principalId": "00000000-0000-0000-0000-0000000000a1",
        "principalType": "Group",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')]"
      }
    }
  ]
}
`,
    },
  ],
})
