import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const localAccountsDisabled = settingCheck({
  id: 'cluster/local-accounts-disabled',
  controls: ['aks-local-accounts'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Local accounts of the cluster are disabled',
    ja: 'クラスターのローカルアカウントを無効にする',
  }),
  why: text({
    en: 'The local cluster-admin certificate belongs to nobody, cannot be revoked for one person and passes by Entra ID, its conditional access and its logs.',
    ja: 'ローカルの cluster-admin 証明書は特定の人に結び付かず、個別に失効できません。Entra ID の条件付きアクセスやサインインログも通りません。',
  }),
  anyOf: [{ path: ['properties', 'disableLocalAccounts'], accepts: isTrue }],
  fails: text({
    en: 'the cluster keeps its local accounts',
    ja: 'クラスターのローカルアカウントが有効なままです',
  }),
  fix: {
    title: text({
      en: 'disable local accounts',
      ja: 'ローカルアカウントを無効にする',
    }),
    value: true,
    safety: 'review',
  },
  enforce: { azurePolicy: '993c2fcd-2b29-49d2-9eb0-df2c3a730c32' },
  references: ['https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    disableLocalAccounts: «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    disableLocalAccounts: true
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  local_account_disabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  local_account_disabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  local_account_disabled = true
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
        "disableLocalAccounts": true
      }
    }
  ]
}
`,
    },
    {
      name: 'Bicep that says nothing: local accounts stay',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    «dnsPrefix: 'aks'» // shown in the FQDN
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    dnsPrefix: 'aks' // shown in the FQDN
    disableLocalAccounts: true
  }
}
`,
    },
    {
      name: 'a parameter without a value leaves it open',
      file: 'main.bicep',
      source: `param closed bool

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    disableLocalAccounts: ‹closed›
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform that says nothing: the provider keeps them',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster" "aks"» {
  name = "aks"
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  local_account_disabled = true
}
`,
    },
  ],
})
