import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const noPublicNetwork = settingCheck({
  id: 'registry/no-public-network',
  controls: ['acr-network'],
  subject: containerRegistry,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The registry is not open to all networks',
    ja: 'レジストリを全ネットワークに公開しない',
  }),
  why: text({
    en: 'A registry that only your networks reach cannot be used with stolen credentials from elsewhere.',
    ja: '自分のネットワークからしか届かないレジストリは、盗まれた資格情報で外から使われることがありません。',
  }),
  anyOf: [
    { path: ['properties', 'publicNetworkAccess'], accepts: isOneOf('Disabled') },
    { path: ['properties', 'networkRuleSet', 'defaultAction'], accepts: isOneOf('Deny') },
  ],
  fails: text({
    en: 'the registry can be reached from every network',
    ja: 'どのネットワークからもレジストリに到達できます',
  }),
  fix: {
    title: text({
      en: 'close the registry to public networks',
      ja: 'パブリックネットワークからのアクセスを閉じる',
    }),
    value: 'Disabled',
    safety: 'review',
  },
  enforce: { azurePolicy: '0fdf0491-d080-4575-b627-ad0e843cba0f' },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-private-link'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    publicNetworkAccess: «'Enabled'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  public_network_access_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  public_network_access_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  public_network_access_enabled = false
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
        "publicNetworkAccess": "Disabled"
      }
    }
  ]
}
`,
    },
  ],
})
