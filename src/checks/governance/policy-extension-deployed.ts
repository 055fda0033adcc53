import { text } from '../../core/text.ts'
import { policyCheck } from '../policy-check.ts'

export const policyExtensionDeployed = policyCheck({
  id: 'governance/policy-extension-deployed',
  controls: ['gov-extension-auto'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Azure Policy brings the policy add-on to every cluster', ja: '全クラスターにポリシーアドオンを自動導入する' }),
  why: text({
    en: 'A new cluster without the add-on is under no rule until somebody notices.',
    ja: 'アドオンのない新しいクラスターは、誰かが気付くまで規則の対象外です。',
  }),
  definitions: ['a8eff44f-8c92-45c3-a3fb-9880802d67a7'],
  deploys: true,
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [
    {
      name: 'Bicep that assigns something else',
      file: 'main.bicep',
      source: `resource «aks» 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource assignment 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'assignment'
  properties: {
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '00000000-0000-0000-0000-00000000000d')
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Bicep that does not enforce it',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource assignment 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'assignment'
  properties: {
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'a8eff44f-8c92-45c3-a3fb-9880802d67a7')
    enforcementMode: «'DoNotEnforce'»
  }
}
`,
      fails: ['unenforced'],
    },
    {
      name: 'Terraform that does not enforce it',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_resource_policy_assignment" "assignment" {
  name                 = "assignment"
  resource_id          = azurerm_kubernetes_cluster.aks.id
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/a8eff44f-8c92-45c3-a3fb-9880802d67a7"
  enforce              = «false»
}
`,
      fails: ['unenforced'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_resource_policy_assignment" "assignment" {
  name                 = "assignment"
  resource_id          = azurerm_kubernetes_cluster.aks.id
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/a8eff44f-8c92-45c3-a3fb-9880802d67a7"
}
`,
    },
    {
      name: 'an ARM template as it should be',
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
      "type": "Microsoft.Authorization/policyAssignments",
      "apiVersion": "2024-04-01",
      "name": "assignment",
      "properties": {
        "policyDefinitionId": "[tenantResourceId('Microsoft.Authorization/policyDefinitions', 'a8eff44f-8c92-45c3-a3fb-9880802d67a7')]"
      }
    }
  ]
}
`,
    },
  ],
})
