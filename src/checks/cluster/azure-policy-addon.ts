import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const azurePolicyAddon = settingCheck({
  id: 'cluster/azure-policy-addon',
  controls: ['gov-policy-addon'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The Azure Policy add-on is on',
    ja: 'Azure Policy アドオンを有効にする',
  }),
  why: text({
    en: 'Without the add-on, policies that are assigned to the cluster are neither enforced nor reported.',
    ja: 'アドオンがないと、クラスターに割り当てたポリシーは適用も報告もされません。',
  }),
  anyOf: [{ path: ['properties', 'addonProfiles', 'azurepolicy', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'the Azure Policy add-on is off',
    ja: 'Azure Policy アドオンが無効です',
  }),
  fix: {
    title: text({
      en: 'switch the Azure Policy add-on on',
      ja: 'Azure Policy アドオンを有効にする',
    }),
    value: true,
    safety: 'review',
  },
  enforce: { azurePolicy: '0a15ec92-a229-4763-bb14-0ea34a568f8d' },
  references: ['https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      azurepolicy: {
        enabled: «false»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      azurepolicy: {
        enabled: true
      }
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  azure_policy_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  azure_policy_enabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  azure_policy_enabled = true
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
      "name": "aks",
      "properties": {
        "addonProfiles": {
          "azurepolicy": {
            "enabled": true
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
