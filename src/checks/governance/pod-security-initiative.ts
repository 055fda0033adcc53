import { text } from '../../core/text.ts'
import { policyCheck } from '../policy-check.ts'

export const podSecurityInitiative = policyCheck({
  id: 'governance/pod-security-initiative',
  controls: ['gov-pss-initiative'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A pod security initiative reaches the cluster and denies',
    ja: 'ポッドセキュリティのイニシアティブをクラスターに割り当てて拒否する',
  }),
  why: text({ en: 'What an initiative only audits still runs.', ja: '監査するだけでは、違反した Pod もそのまま動きます。' }),
  definitions: ['a8640138-9b0a-4a28-b8cb-1666c838647d', '42b8ef37-b724-4e24-bbc8-7a7708edfe00'],
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
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policySetDefinitions', 'a8640138-9b0a-4a28-b8cb-1666c838647d')
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
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policySetDefinitions', 'a8640138-9b0a-4a28-b8cb-1666c838647d')
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
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d"
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
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d"
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
        "policyDefinitionId": "[tenantResourceId('Microsoft.Authorization/policySetDefinitions', 'a8640138-9b0a-4a28-b8cb-1666c838647d')]",
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
