import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { registryToken } from '../../models/azure/kinds.ts'
import type { ResourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isNull, itemsOf, valueAt, type Unknown } from '../../models/azure/value/value.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

function allExpire(passwords: JsonValue): boolean {
  if (!Array.isArray(passwords) || passwords.length === 0) return false
  return passwords.every((password: JsonValue) => {
    if (typeof password !== 'object' || password === null || Array.isArray(password)) return false
    const { expiry } = password as Readonly<Record<string, JsonValue>>
    return typeof expiry === 'string' && expiry !== ''
  })
}

/** Whether the passwords of a token expire that are declared apart from it. */
function separatePasswordsExpire(token: AzureResource, resources: ResourcesByType): boolean | Unknown {
  const listed = resources
    .within(token, 'Microsoft.ContainerRegistry/registries/tokens/passwords')
    .flatMap((password) => itemsOf(password.get('properties', 'passwords')))
  const expiries = listed.map((password) => valueAt(password, ['expiry']))
  if (expiries.length === 0 || expiries.some((expiry) => expiry === undefined || isNull(expiry))) return false
  return expiries.find((expiry): expiry is Unknown => expiry?.kind === 'unknown' && expiry.reason.kind === 'parameter') ?? true
}

export const noLastingToken = settingCheck({
  id: 'registry/no-lasting-token',
  controls: ['acr-tokens'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Registry tokens are off or their passwords expire', ja: 'レジストリのトークンを無効にするか期限を付ける' }),
  why: text({
    en: 'A token is a password that belongs to nobody: it is shared, kept, and still works years later.',
    ja: 'トークンは持ち主のいないパスワードです。共有され、保管され、何年も使えてしまいます。',
  }),
  subject: registryToken,
  anyOf: [
    { path: ['properties', 'status'], accepts: isOneOf('disabled') },
    { path: ['properties', 'credentials', 'passwords'], accepts: allExpire },
  ],
  elsewhere: separatePasswordsExpire,
  fails: text({ en: 'the token works without an end', ja: 'トークンに期限がありません' }),
  fix: { title: text({ en: 'switch the token off', ja: 'トークンを無効にする' }), value: 'disabled', safety: 'review' },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource token 'Microsoft.ContainerRegistry/registries/tokens@2025-11-01' = {
  name: 'registry/partner'
  properties: {
    status: «'enabled'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource token 'Microsoft.ContainerRegistry/registries/tokens@2025-11-01' = {
  name: 'registry/partner'
  properties: {
    status: 'disabled'
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_container_registry_token" "partner" {
  name    = "partner"
  enabled = «true»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_container_registry_token" "partner" {
  name    = "partner"
  enabled = false
}
`,
    },
    {
      name: 'Terraform with a password that expires',
      file: 'main.tf',
      source: terraformPassword(
        'resource "azurerm_container_registry_token" "partner" {\n  name    = "partner"\n  enabled = true\n}',
        '    expiry = "2027-01-01T00:00:00Z"\n',
      ),
    },
    {
      name: 'Terraform with a password that does not expire',
      file: 'main.tf',
      source: terraformPassword(
        'resource "azurerm_container_registry_token" "partner" {\n  name    = "partner"\n  enabled = «true»\n}',
        '',
      ),
      fails: ['fails'],
      fixed: terraformPassword('resource "azurerm_container_registry_token" "partner" {\n  name    = "partner"\n  enabled = false\n}', ''),
    },
    {
      name: 'an answer with a password that does not expire',
      file: 'tokens.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/registry/tokens/partner",
  "name": "partner",
  "type": "Microsoft.ContainerRegistry/registries/tokens",
  "properties": { "status": «"enabled"», "credentials": { "passwords": [{ "name": "password1", "expiry": null }] } }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_container_registry_token" "partner" {
  name    = "partner"
  enabled = false
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
      "type": "Microsoft.ContainerRegistry/registries/tokens",
      "apiVersion": "2025-11-01",
      "name": "registry/partner",
      "properties": {
        "credentials": {
          "passwords": [
            {
              "name": "password1",
              "expiry": "2027-01-01T00:00:00Z"
            }
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
})

function terraformPassword(token: string, expiry: string): string {
  return `${token}

resource "azurerm_container_registry_token_password" "partner" {
  container_registry_token_id = azurerm_container_registry_token.partner.id

  password1 {
${expiry}  }
}
`
}
