import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const managedIdentity = settingCheck({
  id: 'cluster/managed-identity',
  controls: ['aks-managed-identity'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'The cluster has a managed identity',
    ja: 'クラスターにマネージド ID を使う',
  }),
  why: text({
    en: 'A service principal has a secret that must be stored, rotated and can leak; a managed identity has none.',
    ja: 'サービスプリンシパルのシークレットは保管と更新が必要で、漏れることもあります。マネージド ID にはシークレットがありません。',
  }),
  anyOf: [{ path: ['identity', 'type'], accepts: isOneOf('SystemAssigned', 'UserAssigned') }],
  fails: text({
    en: 'the cluster runs as a service principal',
    ja: 'クラスターがサービスプリンシパルで動いています',
  }),
  enforce: { azurePolicy: 'da6e2401-19da-4532-9141-fb8fbde08431' },
  references: ['https://learn.microsoft.com/azure/aks/use-managed-identity'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  identity: {
    type: «'None'»
  }
}
`,
      fails: ['fails'],
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
      "identity": {
        "type": "SystemAssigned"
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform with a managed identity',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  identity {
    type = "UserAssigned"
  }
}
`,
    },
    {
      name: 'Terraform with a service principal',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  «name = "aks"»

  service_principal {
    client_id = "00000000-0000-0000-0000-000000000001"
  }
}
`,
      fails: ['fails'],
    },
  ],
})
