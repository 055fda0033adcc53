import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

export const noHttpApplicationRouting = settingCheck({
  id: 'cluster/no-http-application-routing',
  controls: ['net-no-http-app-routing'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The retired HTTP routing add-on is off',
    ja: '廃止された HTTP ルーティングアドオンを使わない',
  }),
  why: text({
    en: 'The add-on is retired, not patched, and publishes every ingress under a public name.',
    ja: 'このアドオンは廃止され、修正も提供されません。Ingress がすべて公開名で公開されます。',
  }),
  anyOf: [{ path: ['properties', 'addonProfiles', 'httpApplicationRouting', 'enabled'], accepts: isNotTrue }],
  fails: text({
    en: 'HTTP application routing is on',
    ja: 'HTTP アプリケーションルーティングが有効です',
  }),
  fix: {
    title: text({
      en: 'switch HTTP application routing off',
      ja: 'HTTP アプリケーションルーティングを無効にする',
    }),
    value: false,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/app-routing'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    addonProfiles: {
      httpApplicationRouting: {
        enabled: «true»
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
      httpApplicationRouting: {
        enabled: false
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
  http_application_routing_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  http_application_routing_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  http_application_routing_enabled = false
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
          "httpApplicationRouting": {
            "enabled": false
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
