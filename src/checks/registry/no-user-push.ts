import { text } from '../../core/text.ts'
import { roleCheck, isToUser } from '../role-check.ts'

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
  roles: ['AcrPush', 'AcrDelete', 'Container Registry Repository Writer'],
  isWrong: isToUser,
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
