import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

const isSmall = (registry: AzureResource): boolean => /^(?:basic|classic)$/i.test(registry.text('sku', 'name') ?? '')

export const noAnonymousPull = settingCheck({
  id: 'registry/no-anonymous-pull',
  controls: ['acr-anonymous-pull'],
  subject: containerRegistry,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Images cannot be pulled anonymously',
    ja: '匿名でのイメージ取得を許さない',
  }),
  why: text({
    en: 'Images hold code, configuration and sometimes secrets; anonymous pull gives them to everyone.',
    ja: 'イメージにはコードや設定、時にはシークレットも含まれます。匿名の取得を許すと誰にでも渡ります。',
  }),
  anyOf: [{ path: ['properties', 'anonymousPullEnabled'], accepts: isNotTrue }],
  exempt: (registry) =>
    isSmall(registry)
      ? text({ en: 'registries of this tier have no anonymous pull', ja: 'このレベルのレジストリに匿名の取得はありません' })
      : undefined,
  fails: text({
    en: 'anyone can pull images',
    ja: '誰でもイメージを取得できます',
  }),
  fix: {
    title: text({
      en: 'switch anonymous pull off',
      ja: '匿名の取得を無効にする',
    }),
    value: false,
    safety: 'review',
  },
  enforce: { azurePolicy: '9f2dea28-e834-476c-99c5-3507b4728395' },
  references: ['https://learn.microsoft.com/azure/container-registry/anonymous-pull-access'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    anonymousPullEnabled: «true»
  }
}
`,
      fails: ['fails'],
      fixed: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    anonymousPullEnabled: false
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  anonymous_pull_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  anonymous_pull_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  anonymous_pull_enabled = false
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
        "anonymousPullEnabled": false
      }
    }
  ]
}
`,
    },
  ],
})
