import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const entraIntegration = settingCheck({
  id: 'cluster/entra-integration',
  controls: ['aks-entra-managed'],
  standards: ['cis-aks/5.5.1'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'People sign in to the cluster with Entra ID',
    ja: 'クラスターへのサインインに Entra ID を使う',
  }),
  why: text({
    en: 'Without Entra ID there is no multifactor authentication, no conditional access and no end to the access of someone who has left.',
    ja: 'Entra ID を使わないと、多要素認証も条件付きアクセスもなく、退職者のアクセスも止められません。',
  }),
  anyOf: [{ path: ['properties', 'aadProfile', 'managed'], accepts: isTrue }],
  fails: text({
    en: 'the cluster does not use AKS-managed Entra integration',
    ja: 'AKS マネージドの Entra 統合が使われていません',
  }),
  fix: {
    title: text({
      en: 'use AKS-managed Entra integration',
      ja: 'AKS マネージドの Entra 統合を使う',
    }),
    value: true,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      managed: «false»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      managed: true
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

  azure_active_directory_role_based_access_control {
    managed = «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  azure_active_directory_role_based_access_control {
    managed = true
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  azure_active_directory_role_based_access_control {
    managed = true
  }
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
        "aadProfile": {
          "managed": true
        }
      }
    }
  ]
}
`,
    },
  ],
})
