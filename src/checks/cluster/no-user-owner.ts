import { text } from '../../core/text.ts'
import { resourcesByType } from '../../models/azure/relations.ts'
import { reachesCluster } from '../../models/azure/role-reach.ts'
import { armAnswer } from '../azure-example.ts'
import { isToUser, roleCheck } from '../role-check.ts'

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001'

export const noUserOwner = roleCheck({
  id: 'cluster/no-user-owner',
  controls: ['aks-cluster-role-assignments'],
  coveredBy: ['identity/no-broad-role'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'No single user owns a cluster', ja: 'クラスターの所有者や共同作成者を個人にしない' }),
  why: text({
    en: 'Whoever may change the cluster resource can switch its protection off. A right of one person is forgotten when that person moves on, and a stolen account has it day and night.',
    ja: 'クラスターのリソースを変更できる人は、その保護を外せます。個人に与えた権限は異動後も残りやすく、盗まれたアカウントからいつでも使えます。',
  }),
  roles: ['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator'],
  isWrong: (assignment, _role, estate) => {
    if (!isToUser(assignment)) return false
    const resources = estate.view(resourcesByType)
    const groups = resources.of('Microsoft.Resources/resourceGroups')
    return resources.of('Microsoft.ContainerService/managedClusters').some((cluster) => reachesCluster(assignment, cluster, groups))
  },
  who: text({ en: 'a single user who reaches a cluster', ja: 'クラスターに権限が及ぶ個人' }),
  references: ['https://learn.microsoft.com/azure/role-based-access-control/best-practices'],
  examples: [
    {
      name: 'Bicep with an owner of the cluster, and one of something else',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}

resource ofCluster 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b1'
  scope: aks
  properties: {
    principalId: '00000000-0000-0000-0000-0000000000a1'
    principalType: 'User'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')»
  }
}

resource ofVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b2'
  scope: vault
  properties: {
    principalId: '00000000-0000-0000-0000-0000000000a1'
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')
  }
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with a contributor of the group that the cluster stands in',
      file: 'main.tf',
      source: `resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks"
  resource_group_name = azurerm_resource_group.shop.name
}

resource "azurerm_role_assignment" "developer" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = «"Contributor"»
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "User"
}
`,
      fails: ['assigned'],
    },
    {
      name: 'Terraform with a group of people',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_role_assignment" "operators" {
  scope                = azurerm_kubernetes_cluster.aks.id
  role_definition_name = "Contributor"
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "Group"
}
`,
    },
    {
      name: 'what the service answers of an assignment elsewhere',
      file: 'live.json',
      source: armAnswer(
        {
          id: `${subscription}/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks`,
          name: 'aks',
          type: 'Microsoft.ContainerService/managedClusters',
          properties: {},
        },
        {
          id: `${subscription}/resourceGroups/other/providers/Microsoft.Authorization/roleAssignments/b1`,
          name: 'b1',
          type: 'Microsoft.Authorization/roleAssignments',
          properties: {
            principalType: 'User',
            roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
          },
        },
      ),
    },
  ],
})
