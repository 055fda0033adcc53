import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

export const noPodIdentity = settingCheck({
  id: 'cluster/no-pod-identity',
  controls: ['aks-no-pod-identity'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The retired pod-managed identity is not used',
    ja: '廃止された Pod マネージド ID を使わない',
  }),
  why: text({
    en: 'Pod-managed identity never left preview, is no longer patched and intercepts the metadata traffic of every pod.',
    ja: 'Pod マネージド ID はプレビューのまま終了し、修正も提供されません。すべての Pod のメタデータ通信を横取りする仕組みです。',
  }),
  anyOf: [{ path: ['properties', 'podIdentityProfile', 'enabled'], accepts: isNotTrue }],
  fails: text({
    en: 'pod-managed identity is on',
    ja: 'Pod マネージド ID が有効です',
  }),
  fix: {
    title: text({
      en: 'switch pod-managed identity off',
      ja: 'Pod マネージド ID を無効にする',
    }),
    value: false,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/use-azure-ad-pod-identity'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    podIdentityProfile: {
      enabled: «true»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    podIdentityProfile: {
      enabled: false
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
        "podIdentityProfile": {
          "enabled": false
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform of azapi that says otherwise',
      file: 'main.tf',
      source: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      podIdentityProfile = {
        enabled = «true»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      podIdentityProfile = {
        enabled = false
      }
    }
  }
}
`,
    },
  ],
})
