import { text } from '../../core/text.ts'
import { policyCheck } from '../policy-check.ts'

export const noPrivilegedPolicy = policyCheck({
  id: 'governance/no-privileged-policy',
  controls: ['gov-no-privileged'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Azure Policy denies privileged containers', ja: 'Azure Policy で特権コンテナーを拒否する' }),
  why: text({
    en: 'A privileged container owns its node. A rule that holds for all deployments does not depend on any single pipeline.',
    ja: '特権コンテナーはノードを完全に操作できます。すべてのデプロイに効く規則なら、個々のパイプラインに頼らずに済みます。',
  }),
  definitions: ['95edb821-ddaf-4404-9732-666045e056b4', 'a8640138-9b0a-4a28-b8cb-1666c838647d', '42b8ef37-b724-4e24-bbc8-7a7708edfe00'],
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
      name: 'Bicep that only watches',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource assignment 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'assignment'
  properties: {
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '95edb821-ddaf-4404-9732-666045e056b4')
    parameters: {
      effect: {
        value: «'Audit'»
      }
    }
  }
}
`,
      fails: ['watches'],
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
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '95edb821-ddaf-4404-9732-666045e056b4')
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
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/95edb821-ddaf-4404-9732-666045e056b4"
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
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/95edb821-ddaf-4404-9732-666045e056b4"
  parameters           = jsonencode({ effect = { value = "Deny" } })
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
        "policyDefinitionId": "[tenantResourceId('Microsoft.Authorization/policyDefinitions', '95edb821-ddaf-4404-9732-666045e056b4')]",
        "parameters": {
          "effect": {
            "value": "Deny"
          }
        }
      }
    }
  ]
}
`,
    },
  ],
})
