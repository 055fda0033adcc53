import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const workloadIdentity = settingCheck({
  id: 'cluster/workload-identity',
  controls: ['aks-workload-identity', 'identity-workload-identity'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Workload identity is on',
    ja: 'ワークロード ID を有効にする',
  }),
  why: text({
    en: 'With workload identity a pod gets short-lived tokens for its own identity instead of a stored secret or the identity of its node.',
    ja: 'ワークロード ID を使うと、Pod は保存されたシークレットやノードの ID ではなく、自分の ID の短命なトークンを得ます。',
  }),
  anyOf: [{ path: ['properties', 'securityProfile', 'workloadIdentity', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'workload identity is off',
    ja: 'ワークロード ID が無効です',
  }),
  fix: {
    title: text({
      en: 'switch workload identity on',
      ja: 'ワークロード ID を有効にする',
    }),
    value: true,
    safety: 'review',
  },
  enforce: { azurePolicy: '2cc2e023-0dac-4046-875b-178f683929d5' },
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-overview'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    securityProfile: {
      workloadIdentity: {
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
    securityProfile: {
      workloadIdentity: {
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
  workload_identity_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  workload_identity_enabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  workload_identity_enabled = true
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
        "securityProfile": {
          "workloadIdentity": {
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
