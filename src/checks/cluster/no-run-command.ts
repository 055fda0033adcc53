import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

export const noRunCommand = settingCheck({
  id: 'cluster/no-run-command',
  controls: ['aks-run-command'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Commands cannot be run through the Azure API',
    ja: 'Azure API 経由のコマンド実行を無効にする',
  }),
  why: text({
    en: 'command invoke runs a pod with cluster-admin rights for whoever holds one Azure permission, past the network limits of the API server.',
    ja: 'command invoke は、Azure の権限ひとつで cluster-admin 相当の Pod を実行し、API サーバーのネットワーク制限も迂回します。',
  }),
  anyOf: [{ path: ['properties', 'apiServerAccessProfile', 'disableRunCommand'], accepts: isTrue }],
  fails: text({
    en: 'az aks command invoke is possible',
    ja: 'az aks command invoke が使える状態です',
  }),
  fix: {
    title: text({
      en: 'switch command invoke off',
      ja: 'command invoke を無効にする',
    }),
    value: true,
    safety: 'review',
  },
  enforce: { azurePolicy: '89f2d532-c53c-4f8f-9afa-4927b1114a0d' },
  references: ['https://learn.microsoft.com/azure/aks/access-private-cluster'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      disableRunCommand: «false»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      disableRunCommand: true
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
  run_command_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  run_command_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  run_command_enabled = false
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
        "apiServerAccessProfile": {
          "disableRunCommand": true
        }
      }
    }
  ]
}
`,
    },
  ],
})
