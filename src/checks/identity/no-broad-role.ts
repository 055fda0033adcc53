import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { roleAssignment } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

/** Built-in roles that may change everything, or who may. */
const broadRoles: Readonly<Record<string, string>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  'b24988ac-6180-42a0-ab88-20f7382dd24c': 'Contributor',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
}

export const noBroadRole = defineCheck({
  id: 'identity/no-broad-role',
  controls: ['wi-identity-scope', 'aks-cluster-role-assignments'],
  subject: roleAssignment,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'No identity holds a broad role on a whole subscription', ja: 'サブスクリプション全体に及ぶ強いロールを付与しない' }),
  why: text({
    en: 'Whoever takes over an identity with such a role owns every resource of the subscription; a role on one resource group limits the damage.',
    ja: 'そのような ID が乗っ取られると、サブスクリプションのすべてのリソースを奪われます。リソースグループに絞れば、被害を抑えられます。',
  }),
  messages: {
    subscription: text({ en: '{role} is assigned on the whole subscription', ja: '{role} がサブスクリプション全体に割り当てられています' }),
    managementGroup: text({ en: '{role} is assigned on a whole management group', ja: '{role} が管理グループ全体に割り当てられています' }),
  },
  *evaluate(assignment: AzureResource, { report }) {
    const role = roleOf(assignment)
    const scope = scopeOf(assignment)
    if (role === undefined || scope === undefined) return
    const at = assignment.get('properties', 'roleDefinitionId') === undefined ? 'roleDefinitionName' : 'roleDefinitionId'
    yield report(scope, { role }, { at: ['properties', at] })
  },
  references: ['https://learn.microsoft.com/azure/role-based-access-control/best-practices'],
  examples: [
    {
      name: 'Owner on the subscription, in Bicep',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

param principalId string

resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, 'deployer')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')»
  }
}
`,
      fails: ['subscription'],
    },
    {
      name: 'Contributor on the subscription, in Terraform',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "pipeline" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = «"Contributor"»
  principal_id         = azurerm_user_assigned_identity.pipeline.principal_id
}
`,
      fails: ['subscription'],
    },
    {
      name: 'Contributor on one resource group, in an ARM template',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "[guid(resourceGroup().id, 'deployer')]",
      "properties": {
        "principalId": "00000000-0000-0000-0000-0000000000a1",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')]"
      }
    }
  ]
}
`,
    },
    {
      name: 'a narrow role on the subscription',
      file: 'main.tf',
      source: `resource "azurerm_role_assignment" "reader" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.reader.principal_id
}
`,
    },
  ],
})

function roleOf(assignment: AzureResource): string | undefined {
  const named = assignment.text('properties', 'roleDefinitionName')
  if (named !== undefined) return Object.values(broadRoles).find((role) => role.toLowerCase() === named.toLowerCase())
  const id = assignment.shape('properties', 'roleDefinitionId')?.toLowerCase()
  return id === undefined ? undefined : broadRoles[id.slice(id.lastIndexOf('/') + 1)]
}

/** The subscription or management group that an assignment covers as a whole; undefined for a smaller scope. */
function scopeOf(assignment: AzureResource): 'subscription' | 'managementGroup' | undefined {
  const scope = assignment.text('scope')?.toLowerCase() ?? assignment.id.split('/providers/microsoft.authorization/')[0] ?? ''
  if (/^\/providers\/microsoft\.management\/managementgroups\/[^/]+\/?$/.test(scope)) return 'managementGroup'
  return /^\/subscriptions\/[^/]+\/?$/.test(scope) ? 'subscription' : undefined
}
