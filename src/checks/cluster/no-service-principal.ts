import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { armTemplate } from '../azure-example.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const noServicePrincipal = settingCheck({
  id: 'cluster/no-service-principal',
  controls: ['aks-managed-identity'],
  subject: managedCluster,
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'No service principal stands beside the managed identity', ja: 'マネージド ID とサービスプリンシパルを併用しない' }),
  why: text({
    en: 'A service principal has a secret that somebody keeps, that expires, and that works from everywhere.',
    ja: 'サービスプリンシパルのシークレットは誰かが保管し、期限が切れ、どこからでも使えます。',
  }),
  anyOf: [{ path: ['properties', 'servicePrincipalProfile', 'clientId'], accepts: isOneOf('msi', '') }],
  exempt: (cluster) =>
    cluster.get('identity', 'type') === undefined
      ? text({ en: 'it has no managed identity, which is a question of its own', ja: 'マネージド ID がないことは別の検査で扱います' })
      : undefined,
  fails: text({
    en: 'a service principal is given besides the managed identity',
    ja: 'マネージド ID のほかにサービスプリンシパルが指定されています',
  }),
  enforce: { azurePolicy: 'da6e2401-19da-4532-9141-fb8fbde08431' },
  references: ['https://learn.microsoft.com/azure/aks/use-managed-identity'],
  examples: [
    {
      name: 'Bicep with both',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    servicePrincipalProfile: {
      clientId: «'00000000-0000-0000-0000-0000000000a1'»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with both',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  identity {
    type = "SystemAssigned"
  }

  service_principal {
    client_id     = «"00000000-0000-0000-0000-0000000000a1"»
    client_secret = var.secret
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with the identity alone',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  identity {
    type = "SystemAssigned"
  }
}
`,
    },
    {
      name: 'an ARM template as the service writes it',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2025-05-01',
        name: 'aks',
        identity: { type: 'SystemAssigned' },
        properties: { servicePrincipalProfile: { clientId: 'msi' } },
      }),
    },
  ],
})
