import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const oidcIssuer = settingCheck({
  id: 'cluster/oidc-issuer',
  controls: ['aks-workload-identity', 'identity-workload-identity'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The cluster issues tokens that Entra ID can check',
    ja: 'クラスターの OIDC 発行者を有効にする',
  }),
  why: text({
    en: 'Workload identity needs the issuer; without it workloads keep passwords to reach Azure.',
    ja: 'ワークロード ID には発行者が必要です。なければ、ワークロードは Azure 用のパスワードを持つことになります。',
  }),
  anyOf: [{ path: ['properties', 'oidcIssuerProfile', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'the OIDC issuer is off',
    ja: 'OIDC 発行者が無効です',
  }),
  fix: {
    title: text({
      en: 'switch the OIDC issuer on',
      ja: 'OIDC 発行者を有効にする',
    }),
    value: true,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/use-oidc-issuer'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    oidcIssuerProfile: {
      enabled: «false»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    oidcIssuerProfile: {
      enabled: true
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
  oidc_issuer_enabled = «false»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  oidc_issuer_enabled = true
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  oidc_issuer_enabled = true
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
        "oidcIssuerProfile": {
          "enabled": true
        }
      }
    }
  ]
}
`,
    },
  ],
})
