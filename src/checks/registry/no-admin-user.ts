import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { isNotTrue, settingCheck } from '../setting-check.ts'

export const noAdminUser = settingCheck({
  id: 'registry/no-admin-user',
  controls: ['acr-admin-user'],
  subject: containerRegistry,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'The admin user of the registry is off',
    ja: 'レジストリの管理者ユーザーを無効にする',
  }),
  why: text({
    en: 'The admin user is one shared password that may push anything, and no log says who used it.',
    ja: '管理者ユーザーは共有パスワードひとつで何でも push でき、誰が使ったかも記録に残りません。',
  }),
  anyOf: [{ path: ['properties', 'adminUserEnabled'], accepts: isNotTrue }],
  fails: text({
    en: 'the admin user is on',
    ja: '管理者ユーザーが有効です',
  }),
  fix: {
    title: text({
      en: 'switch the admin user off',
      ja: '管理者ユーザーを無効にする',
    }),
    value: false,
    safety: 'review',
  },
  enforce: { azurePolicy: 'dc921057-6b28-4fbe-9b83-f7bec05db6c2' },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-authentication'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    adminUserEnabled: «true»
  }
}
`,
      fails: ['fails'],
      fixed: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    adminUserEnabled: false
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  admin_enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  admin_enabled = false
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"
  admin_enabled = false
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
        "adminUserEnabled": false
      }
    }
  ]
}
`,
    },
  ],
})
