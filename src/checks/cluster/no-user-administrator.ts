import { text } from '../../core/text.ts'
import { roleCheck, isToUser } from '../role-check.ts'

export const noUserAdministrator = roleCheck({
  id: 'cluster/no-user-administrator',
  controls: ['aks-cluster-role-assignments'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Roles that administer clusters go to groups', ja: 'クラスターの管理ロールを個人に付与しない' }),
  why: text({
    en: 'A role that is given to one person stays when they change their work, and no review of groups shows it.',
    ja: '個人に付与したロールは、異動しても残り、グループのレビューにも現れません。',
  }),
  roles: [
    'Azure Kubernetes Service Cluster Admin Role',
    'Azure Kubernetes Service RBAC Cluster Admin',
    'Azure Kubernetes Service RBAC Admin',
    'Azure Kubernetes Service Contributor Role',
  ],
  isWrong: isToUser,
  who: text({ en: 'a single user', ja: '個人' }),
  references: ['https://learn.microsoft.com/azure/role-based-access-control/best-practices'],
  examples: [
    {
      name: 'Bicep with an administrator by name',
      file: 'main.bicep',
      source: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b1'
  properties: {
    principalId: '00000000-0000-0000-0000-0000000000a1'
    principalType: 'User'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8')»
  }
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with an administrator by name',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_kubernetes_cluster.aks.id
  role_definition_name = «"Azure Kubernetes Service RBAC Cluster Admin"»
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "User"
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with a group',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "assignment" {
  scope                = azurerm_kubernetes_cluster.aks.id
  role_definition_name = "Azure Kubernetes Service RBAC Cluster Admin"
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "Group"
}
`,
    },
    {
      name: 'an ARM template with a group',
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
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8')]"
      }
    }
  ]
}
`,
    },
  ],
})
