import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const noExport = settingCheck({
  id: 'registry/no-export',
  controls: ['acr-export'],
  subject: containerRegistry,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Images cannot be exported from a private registry',
    ja: 'プライベートレジストリからのエクスポートを禁じる',
  }),
  why: text({
    en: 'Export copies images of a private registry to another one, past its network limits.',
    ja: 'エクスポートを使うと、ネットワーク制限を迂回して別のレジストリへイメージを複製できます。',
  }),
  anyOf: [{ path: ['properties', 'policies', 'exportPolicy', 'status'], accepts: isOneOf('disabled') }],
  exempt: (registry) =>
    registry.text('properties', 'publicNetworkAccess')?.toLowerCase() === 'disabled'
      ? undefined
      : text({ en: 'the registry is public', ja: 'レジストリが公開されています' }),
  fails: text({
    en: 'images can be exported',
    ja: 'イメージをエクスポートできます',
  }),
  fix: {
    title: text({
      en: 'switch export off',
      ja: 'エクスポートを無効にする',
    }),
    value: 'disabled',
    safety: 'review',
  },
  enforce: { azurePolicy: '524b0254-c285-4903-bee6-bb8126cde579' },
  references: ['https://learn.microsoft.com/azure/container-registry/data-loss-prevention'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    publicNetworkAccess: 'Disabled'
    policies: {
      exportPolicy: {
        status: «'enabled'»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    publicNetworkAccess: 'Disabled'
    policies: {
      exportPolicy: {
        status: 'disabled'
      }
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  public_network_access_enabled = false
  export_policy_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  public_network_access_enabled = false
  export_policy_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  public_network_access_enabled = false
  export_policy_enabled = false
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
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-04-01",
      "name": "acr",
      "properties": {
        "publicNetworkAccess": "Disabled",
        "policies": {
          "exportPolicy": {
            "status": "disabled"
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
