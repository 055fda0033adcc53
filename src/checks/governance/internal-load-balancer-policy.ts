import { text } from '../../core/text.ts'
import { policyCheck } from '../policy-check.ts'

export const internalLoadBalancerPolicy = policyCheck({
  id: 'governance/internal-load-balancer-policy',
  controls: ['net-internal-lb-policy'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Azure Policy denies public load balancers', ja: 'Azure Policy でパブリックなロードバランサーを拒否する' }),
  why: text({
    en: 'One Service of the wrong type opens the cluster to the internet.',
    ja: '種別を誤った Service ひとつで、クラスターがインターネットに公開されます。',
  }),
  definitions: ['3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e'],
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
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e')
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
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e')
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
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
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
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
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
        "policyDefinitionId": "[tenantResourceId('Microsoft.Authorization/policyDefinitions', '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e')]",
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
