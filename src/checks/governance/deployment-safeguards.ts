import { text } from '../../core/text.ts'
import { safeguardSettings } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const deploymentSafeguards = settingCheck({
  id: 'governance/deployment-safeguards',
  controls: ['gov-safeguards'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Deployment Safeguards enforce', ja: 'デプロイセーフガードで強制する' }),
  why: text({
    en: 'At the level Warn everything that is against the rules is still admitted, and the warnings go unread.',
    ja: 'Warn レベルでは違反も受け入れられ、警告は読まれずに終わります。',
  }),
  subject: safeguardSettings,
  anyOf: [{ path: ['properties', 'level'], accepts: isOneOf('Enforce') }],
  fails: text({ en: 'the safeguards only warn', ja: '警告するだけで強制しません' }),
  fix: { title: text({ en: 'enforce', ja: '強制する' }), value: 'Enforce', safety: 'review' },
  references: ['https://learn.microsoft.com/azure/aks/deployment-safeguards'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource safeguards 'Microsoft.ContainerService/deploymentSafeguards@2025-07-01' = {
  name: 'default'
  scope: aks
  properties: {
    level: «'Warn'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource safeguards 'Microsoft.ContainerService/deploymentSafeguards@2025-07-01' = {
  name: 'default'
  scope: aks
  properties: {
    level: 'Enforce'
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
      "name": "aks"
    },
    {
      "type": "Microsoft.ContainerService/deploymentSafeguards",
      "apiVersion": "2025-07-01",
      "name": "default",
      "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]",
      "properties": {
        "level": "Enforce"
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
  type      = "Microsoft.ContainerService/deploymentSafeguards@2025-07-01"
  name      = "default"
  parent_id = azurerm_kubernetes_cluster.aks.id

  body = {
    properties = {
      level = «"Warn"»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerService/deploymentSafeguards@2025-07-01"
  name      = "default"
  parent_id = azurerm_kubernetes_cluster.aks.id

  body = {
    properties = {
      level = "Enforce"
    }
  }
}
`,
    },
  ],
})
