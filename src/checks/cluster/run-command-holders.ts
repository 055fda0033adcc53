import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster, resourceGroup, roleAssignment, roleDefinition } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { reachesCluster, roleAllowing } from '../../models/azure/role-reach.ts'
import { rolePath } from '../../models/azure/roles.ts'
import { truthOf } from '../../models/azure/value/truth.ts'
import { armTemplate } from '../azure-example.ts'
import { isToUser } from '../role-check.ts'

const runCommand = 'microsoft.containerservice/managedclusters/runcommand/action'

function isOff(cluster: AzureResource): boolean {
  return truthOf(cluster.get('properties', 'apiServerAccessProfile', 'disableRunCommand')) === true
}

export const runCommandHolders = defineCheck({
  id: 'cluster/run-command-holders',
  controls: ['aks-run-command'],
  coveredBy: ['identity/no-broad-role', 'cluster/no-user-owner', 'cluster/no-user-administrator'],
  subject: roleAssignment,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No single user may run commands in a cluster', ja: 'クラスターへの command invoke を個人に許可しない' }),
  why: text({
    en: 'Command invoke passes every restriction of the network: a stolen account that has the action is in the cluster, private or not.',
    ja: 'command invoke はネットワークの制限をすべて越えます。この権限を持つアカウントが盗まれると、プライベートクラスターにも侵入されます。',
  }),
  messages: {
    held: text({
      en: '{role} lets a single user run commands in {cluster} (az aks command invoke)',
      ja: '{role} により、個人が {cluster} でコマンドを実行できます（az aks command invoke）',
    }),
  },
  *evaluate(assignment: AzureResource, { report, estate }) {
    const clusters = estate
      .subjects(managedCluster)
      .filter((cluster) => !isOff(cluster) && reachesCluster(assignment, cluster, estate.subjects(resourceGroup)))
    const [cluster] = clusters
    if (cluster === undefined)
      return notApplicable(text({ en: 'it reaches no cluster that takes commands', ja: 'command invoke を使えるクラスターに及びません' }))
    if (!isToUser(assignment)) return undefined
    const role = roleAllowing(runCommand, assignment, estate.subjects(roleDefinition))
    if (role !== undefined)
      yield report('held', { role, cluster: clusters.map(({ name }) => name).join(', ') }, { at: rolePath(assignment) })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/access-private-cluster'],
  examples: [
    {
      name: 'Bicep with a role of its own for one person',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource invoker 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000c1'
  properties: {
    roleName: 'Command invoker'
    permissions: [
      {
        actions: [
          'Microsoft.ContainerService/managedClusters/runCommand/action'
          'Microsoft.ContainerService/managedClusters/commandResults/read'
        ]
      }
    ]
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '00000000-0000-0000-0000-0000000000b1'
  scope: aks
  properties: {
    principalId: '00000000-0000-0000-0000-0000000000a1'
    principalType: 'User'
    roleDefinitionId: «invoker.id»
  }
}
`,
      fails: ['held'],
    },
    {
      name: 'Terraform with a role of its own for one person, and a role without the action',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_role_definition" "operator" {
  name  = "operator"
  scope = azurerm_kubernetes_cluster.aks.id

  permissions {
    actions = ["Microsoft.ContainerService/managedClusters/*"]
  }
}

resource "azurerm_role_definition" "reader" {
  name  = "reader"
  scope = azurerm_kubernetes_cluster.aks.id

  permissions {
    actions     = ["Microsoft.ContainerService/*"]
    not_actions = ["*/action"]
  }
}

resource "azurerm_role_assignment" "operator" {
  scope              = azurerm_kubernetes_cluster.aks.id
  role_definition_id = «azurerm_role_definition.operator.role_definition_resource_id»
  principal_id       = "00000000-0000-0000-0000-0000000000a1"
  principal_type     = "User"
}

resource "azurerm_role_assignment" "reader" {
  scope              = azurerm_kubernetes_cluster.aks.id
  role_definition_id = azurerm_role_definition.reader.role_definition_resource_id
  principal_id       = "00000000-0000-0000-0000-0000000000a1"
  principal_type     = "User"
}
`,
      fails: ['held'],
    },
    {
      name: 'Terraform of a cluster that takes no commands',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks"
  run_command_enabled = false
}

resource "azurerm_role_assignment" "admin" {
  scope                = azurerm_kubernetes_cluster.aks.id
  role_definition_name = "Azure Kubernetes Service Cluster Admin Role"
  principal_id         = "00000000-0000-0000-0000-0000000000a1"
  principal_type       = "User"
}
`,
    },
    {
      name: 'an ARM template with a group',
      file: 'main.json',
      source: armTemplate(
        { type: 'Microsoft.ContainerService/managedClusters', apiVersion: '2025-05-01', name: 'aks' },
        {
          type: 'Microsoft.Authorization/roleAssignments',
          apiVersion: '2022-04-01',
          name: '00000000-0000-0000-0000-0000000000b1',
          scope: "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]",
          properties: {
            principalId: '00000000-0000-0000-0000-0000000000a1',
            principalType: 'Group',
            roleDefinitionId: "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8')]",
          },
        },
      ),
    },
  ],
})
