import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const keyVaultCsi = settingCheck({
  id: 'cluster/key-vault-csi',
  controls: ['kv-csi', 'secret-key-vault-csi'],
  standards: ['cis-aks/4.5.2'],
  subject: managedCluster,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Secrets are mounted from Key Vault',
    ja: 'シークレットを Key Vault からマウントする',
  }),
  why: text({
    en: 'Secrets that live in Key Vault are logged, rotated and revoked there, and need not be stored in manifests or etcd.',
    ja: 'Key Vault に置いたシークレットは、記録、更新、失効を一か所で行え、マニフェストや etcd に置かずに済みます。',
  }),
  anyOf: [{ path: ['properties', 'addonProfiles', 'azureKeyvaultSecretsProvider', 'enabled'], accepts: isTrue }],
  fails: text({
    en: 'the Key Vault provider for the Secrets Store CSI driver is off',
    ja: 'Secrets Store CSI ドライバーの Key Vault プロバイダーが無効です',
  }),
  fix: {
    title: text({
      en: 'switch the Key Vault provider on',
      ja: 'Key Vault プロバイダーを有効にする',
    }),
    value: true,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-driver'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      azureKeyvaultSecretsProvider: {
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
      azureKeyvaultSecretsProvider: {
        enabled: true
      }
    }
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
        "addonProfiles": {
          "azureKeyvaultSecretsProvider": {
            "enabled": true
          }
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform with the provider',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}
`,
    },
  ],
})
