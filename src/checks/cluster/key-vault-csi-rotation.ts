import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { truthOf } from '../../models/azure/value/truth.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

function isOff(cluster: AzureResource): boolean {
  const enabled = cluster.get('properties', 'addonProfiles', 'azureKeyvaultSecretsProvider', 'enabled')
  return enabled === undefined || (enabled.kind === 'scalar' && truthOf(enabled) !== true)
}

export const keyVaultCsiRotation = settingCheck({
  id: 'cluster/key-vault-csi-rotation',
  controls: ['kv-csi-rotation', 'secret-rotation'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Mounted secrets follow their rotation',
    ja: 'マウントしたシークレットの更新を反映する',
  }),
  why: text({
    en: 'Without rotation a pod keeps the old secret until it is restarted, so a leaked one stays in use.',
    ja: '更新が反映されないと、Pod は再起動まで古いシークレットを使い続け、漏れた値が生き残ります。',
  }),
  anyOf: [
    { path: ['properties', 'addonProfiles', 'azureKeyvaultSecretsProvider', 'config', 'enableSecretRotation'], accepts: isOneOf('true') },
  ],
  exempt: (cluster) =>
    isOff(cluster) ? text({ en: 'the Key Vault provider is not used', ja: 'Key Vault プロバイダーが使われていません' }) : undefined,
  fails: text({
    en: 'rotation of mounted secrets is off',
    ja: 'マウントしたシークレットの更新が無効です',
  }),
  fix: {
    title: text({
      en: 'switch rotation on',
      ja: '更新の反映を有効にする',
    }),
    value: 'true',
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: «'false'»
        }
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
        config: {
          enableSecretRotation: 'true'
        }
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

  key_vault_secrets_provider {
    secret_rotation_enabled = «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  key_vault_secrets_provider {
    secret_rotation_enabled = true
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
            "enabled": true,
            "config": {
              "enableSecretRotation": "true"
            }
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
