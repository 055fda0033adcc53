import { defineCheck, notApplicable } from '../../core/check.ts'
import { defineView } from '../../core/estate.ts'
import { text } from '../../core/text.ts'
import { assignees, keysOf, keysOfIdentity } from '../../models/azure/assignees.ts'
import { managedIdentity } from '../../models/azure/kinds.ts'
import { isPrincipalOf, principalOf } from '../../models/azure/principals.ts'
import { resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { unreadAmong } from '../../models/azure/unread.ts'
import { valueAt, type Value } from '../../models/azure/value/value.ts'

const assignmentType = 'Microsoft.Authorization/roleAssignments'
const credentialType = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials'

/** Whoever has a role or stands in an access policy, and the first of them that nothing of the scanned set says more about. */
const holders = defineView('azure-role-holders', (estate) => {
  const resources = estate.view(resourcesByType)
  const all = [
    ...resources.of(assignmentType).flatMap((assignment) => principalOf(assignment) ?? []),
    ...resources.of('Microsoft.KeyVault/vaults').flatMap(holdersOf),
  ]
  const byKey = new Map<string, Value[]>()
  for (const principal of all)
    for (const key of keysOf(principal)) {
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [principal])
      else known.push(principal)
    }
  return {
    open: all.find(estate.view(assignees).isForeign),
    /** Those that may be the principal of an identity. */
    of: (identity: AzureResource): readonly Value[] => keysOfIdentity(identity).flatMap((key) => byKey.get(key) ?? []),
  }
})

export const assignedRole = defineCheck({
  id: 'identity/assigned-role',
  controls: ['wi-identity-scope', 'identity-federation-consistent'],
  subject: managedIdentity,
  reads: 'estate',
  severity: 'low',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'A federated identity may do what it is for', ja: 'フェデレーションした ID に必要なロールを割り当てる' }),
  why: text({
    en: 'An identity without a role is either left over, and still opens a door, or its workload signs in by another way that nobody reviews.',
    ja: 'ロールのない ID は、不要になったまま入口として残っているか、ワークロードが見直されない別の方法でサインインしているかのどちらかです。',
  }),
  messages: {
    missing: text({
      en: 'the identity is federated, and no role or access policy of what was scanned is for it',
      ja: 'フェデレーションした ID ですが、検査対象の中にこの ID へのロール割り当てやアクセスポリシーがありません',
    }),
    undecided: text({
      en: 'whether a role is for it depends on {input}, which is not known here',
      ja: 'ロールがこの ID に割り当てられているかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(identity: AzureResource, { report, unknown, estate }) {
    const resources = estate.view(resourcesByType)
    if (resources.within(identity, credentialType).length === 0)
      return notApplicable(text({ en: 'the identity is not federated', ja: 'フェデレーションした ID ではありません' }))
    const { open, of } = estate.view(holders)
    if (of(identity).some((principal) => isPrincipalOf(principal, identity))) return undefined
    const path = unreadAmong(estate, [assignmentType])
    if (open?.kind === 'unknown') yield unknown('undecided', { input: open.reason.decidedBy }, { at: [], severity: 'info' })
    else if (path !== undefined) yield unknown('unread', { path }, { at: [], severity: 'info' })
    else yield report('missing', {}, { at: [] })
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/workload-identity-overview',
    'https://learn.microsoft.com/azure/role-based-access-control/best-practices',
  ],
  examples: [
    { name: 'Bicep without a role', file: 'main.bicep', source: bicep('«shop»', ''), fails: ['missing'] },
    { name: 'Bicep with a role', file: 'main.bicep', source: bicep('shop', assigned('shop.properties.principalId')) },
    {
      name: 'Bicep with a role for a parameter',
      file: 'main.bicep',
      source: `param principal string\n\n${bicep('‹shop›', assigned('principal'))}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform without a role',
      file: 'main.tf',
      source: terraform('«resource "azurerm_user_assigned_identity" "shop"»', ''),
      fails: ['missing'],
    },
    {
      name: 'Terraform with a role',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_user_assigned_identity" "shop"',
        `
resource "azurerm_role_assignment" "reader" {
  scope                = azurerm_key_vault.vault.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.shop.principal_id
}
`,
      ),
    },
    {
      name: 'Terraform with an access policy',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_user_assigned_identity" "shop"',
        `
resource "azurerm_key_vault" "vault" {
  name = "vault"

  access_policy {
    object_id          = azurerm_user_assigned_identity.shop.principal_id
    secret_permissions = ["Get"]
  }
}
`,
      ),
    },
    {
      name: 'an answer without a role',
      file: 'resources.json',
      source: answer('«', '»', '22222222-0000-0000-0000-000000000002'),
      fails: ['missing'],
    },
    { name: 'an answer with a role', file: 'resources.json', source: answer('', '', '22222222-0000-0000-0000-000000000001') },
  ],
})

/** To whom access policies of a vault give rights. */
function holdersOf(vault: AzureResource): readonly Value[] {
  const policies = vault.get('properties', 'accessPolicies')
  return policies?.kind === 'list' ? policies.items.flatMap((policy) => valueAt(policy, ['objectId']) ?? []) : []
}

function bicep(identity: string, more: string): string {
  return `resource ${identity} 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'shop'

  resource credential 'federatedIdentityCredentials' = {
    name: 'aks'
    properties: {
      issuer: 'https://westeurope.oic.prod-aks.azure.com/tenant/cluster/'
      subject: 'system:serviceaccount:shop:web'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}
${more}`
}

function assigned(principal: string): string {
  return `
resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('reader')
  properties: {
    principalId: ${principal}
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
`
}

function terraform(identity: string, more: string): string {
  return `${identity} {
  name = "shop"
}

resource "azurerm_federated_identity_credential" "shop" {
  name      = "aks"
  parent_id = azurerm_user_assigned_identity.shop.id
  issuer    = "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/"
  subject   = "system:serviceaccount:shop:web"
  audience  = ["api://AzureADTokenExchange"]
}
${more}`
}

function answer(open: string, close: string, principal: string): string {
  const id =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop'
  return `[
  {
    "id": ${open}"${id}"${close},
    "name": "shop",
    "type": "Microsoft.ManagedIdentity/userAssignedIdentities",
    "properties": { "principalId": "22222222-0000-0000-0000-000000000001" }
  },
  {
    "id": "${id}/federatedIdentityCredentials/aks",
    "name": "aks",
    "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    "properties": { "subject": "system:serviceaccount:shop:web" }
  },
  {
    "id": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000b1",
    "name": "00000000-0000-0000-0000-0000000000b1",
    "type": "Microsoft.Authorization/roleAssignments",
    "properties": {
      "principalId": "${principal}",
      "roleDefinitionId": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
    }
  }
]
`
}
