import { text } from '../../core/text.ts'
import { containerRegistry } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const noArmAudienceTokens = settingCheck({
  id: 'registry/no-arm-audience-tokens',
  controls: ['acr-arm-audience'],
  subject: containerRegistry,
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Tokens for the Azure API do not open the registry',
    ja: 'Azure API 用のトークンでレジストリを使わせない',
  }),
  why: text({
    en: 'A token that was issued for managing Azure should not also push images.',
    ja: 'Azure の管理用に発行されたトークンで、イメージの push までできるべきではありません。',
  }),
  anyOf: [{ path: ['properties', 'policies', 'azureADAuthenticationAsArmPolicy', 'status'], accepts: isOneOf('disabled') }],
  fails: text({
    en: 'tokens for Azure Resource Manager are accepted',
    ja: 'Azure Resource Manager 用のトークンが受け付けられます',
  }),
  fix: {
    title: text({
      en: 'refuse such tokens',
      ja: 'そのようなトークンを拒む',
    }),
    value: 'disabled',
    safety: 'review',
  },
  enforce: { azurePolicy: '42781ec6-6127-4c30-bdfa-fb423a0047d3' },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  properties: {
    policies: {
      azureADAuthenticationAsArmPolicy: {
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
    policies: {
      azureADAuthenticationAsArmPolicy: {
        status: 'disabled'
      }
    }
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
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2025-04-01",
      "name": "acr",
      "properties": {
        "policies": {
          "azureADAuthenticationAsArmPolicy": {
            "status": "disabled"
          }
        }
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
  type      = "Microsoft.ContainerRegistry/registries@2025-04-01"
  name      = "acr"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      policies = {
        azureADAuthenticationAsArmPolicy = {
          status = «"enabled"»
        }
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "this" {
  type      = "Microsoft.ContainerRegistry/registries@2025-04-01"
  name      = "acr"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      policies = {
        azureADAuthenticationAsArmPolicy = {
          status = "disabled"
        }
      }
    }
  }
}
`,
    },
  ],
})
