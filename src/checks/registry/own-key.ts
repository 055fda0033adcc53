import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const ownKey = settingCheck({
  id: 'registry/own-key',
  controls: ['acr-cmk'],
  subject: containerRegistry,
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({
    en: 'Images are encrypted with your own key',
    ja: 'イメージを自分の鍵で暗号化する',
  }),
  why: text({
    en: 'Some data may only be stored under a key that you hold and can withdraw.',
    ja: 'データによっては、自分が保持し失効できる鍵での暗号化が求められます。',
  }),
  anyOf: [{ path: ['properties', 'encryption', 'status'], accepts: isOneOf('enabled') }],
  fails: text({
    en: 'images are under a platform key',
    ja: 'イメージがプラットフォームの鍵で暗号化されています',
  }),
  enforce: { azurePolicy: '5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580' },
  references: ['https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    encryption: {
      status: «'disabled'»
    }
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
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-04-01",
      "name": "acr",
      "properties": {
        "encryption": {
          "status": "enabled"
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform without a key',
      file: 'main.tf',
      source: `«resource "azurerm_container_registry" "acr"» {
  name = "acr"
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with a key',
      file: 'main.tf',
      source: `resource "azurerm_container_registry" "acr" {
  name = "acr"

  encryption {
    key_vault_key_id   = azurerm_key_vault_key.acr.id
    identity_client_id = azurerm_user_assigned_identity.acr.client_id
  }
}
`,
    },
  ],
})
