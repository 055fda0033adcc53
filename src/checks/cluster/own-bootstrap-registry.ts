import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const ownBootstrapRegistry = settingCheck({
  id: 'cluster/own-bootstrap-registry',
  controls: ['acr-bootstrap'],
  subject: managedCluster,
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'The cluster boots from your own registry',
    ja: 'クラスターを自分のレジストリから起動する',
  }),
  why: text({
    en: 'A cluster that fetches its parts from your registry needs no way out to public ones.',
    ja: '自分のレジストリから部品を取得するクラスターには、公開レジストリへの経路が要りません。',
  }),
  anyOf: [{ path: ['properties', 'bootstrapProfile', 'artifactSource'], accepts: isOneOf('Cache') }],
  fails: text({
    en: 'parts of the cluster are fetched from public registries',
    ja: 'クラスターの部品が公開レジストリから取得されます',
  }),
  references: ['https://learn.microsoft.com/azure/aks/concepts-network-isolated'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    bootstrapProfile: {
      artifactSource: «'Direct'»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  bootstrap_profile {
    artifact_source = «"Direct"»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  bootstrap_profile {
    artifact_source = "Cache"
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
        "bootstrapProfile": {
          "artifactSource": "Cache"
        }
      }
    }
  ]
}
`,
    },
  ],
})
