import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { federatedCredential, managedCluster } from '../../models/azure/kinds.ts'
import { isReadFrom } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { truthOf } from '../../models/azure/value/truth.ts'

const github = 'https://token.actions.githubusercontent.com'

export const federatedIssuer = defineCheck({
  id: 'identity/federated-issuer',
  controls: ['wi-federated-subject', 'identity-federation-consistent'],
  subject: federatedCredential,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'A federated credential trusts the issuer of its subject',
    ja: 'フェデレーション資格情報の発行者が subject に対応する',
  }),
  why: text({
    en: 'Entra ID compares issuer and subject together. A service account under the issuer of another cluster gets no token, and the same name in that cluster does.',
    ja: 'Entra ID は発行者と subject の組で照合します。別のクラスターの発行者を信頼すると、目的の ServiceAccount はトークンを得られず、そのクラスターの同名のアカウントが得られます。',
  }),
  messages: {
    mismatch: text({ en: 'issuer {issuer} gives no tokens for {subject}', ja: '発行者 {issuer} は {subject} のトークンを発行しません' }),
    foreign: text({
      en: 'no cluster that was read has the issuer {issuer}',
      ja: '発行者 {issuer} を持つクラスターが、読み取ったものの中にありません',
    }),
    off: text({ en: 'cluster {cluster} has no issuer: it is not turned on', ja: 'クラスター {cluster} の発行者が有効になっていません' }),
  },
  *evaluate(credential: AzureResource, { report, estate }) {
    const at = ['properties', 'issuer']
    const subject = credential.shape('properties', 'subject') ?? ''
    const isAccount = subject.startsWith('system:serviceaccount:')
    const issuer = credential.text(...at)
    if (issuer !== undefined && (isAccount ? isSame(issuer, github) : subject.startsWith('repo:') && isOfAks(issuer))) {
      yield report('mismatch', { issuer, subject: isAccount ? 'ServiceAccount' : 'GitHub' }, { at })
      return undefined
    }
    if (!isAccount) return notApplicable(text({ en: 'it trusts no service account', ja: 'ServiceAccount を信頼するものではありません' }))
    const clusters = estate.subjects(managedCluster)
    if (issuer === undefined) {
      const value = credential.get(...at)
      const referred = value?.kind === 'unknown' ? clusters.find((cluster) => isReadFrom(value, cluster)) : undefined
      const enabled = referred?.get('properties', 'oidcIssuerProfile', 'enabled')
      if (referred !== undefined && truthOf(enabled) === false) yield report('off', { cluster: referred.name }, { at })
      return undefined
    }
    const known = clusters.flatMap((cluster) => cluster.text('properties', 'oidcIssuerProfile', 'issuerURL') ?? [])
    if (known.length > 0 && isOfAks(issuer) && !known.some((url) => isSame(url, issuer))) yield report('foreign', { issuer }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-overview'],
  examples: [
    {
      name: 'Bicep with a cluster whose issuer is not on',
      file: 'main.bicep',
      source: bicep('«aks.properties.oidcIssuerProfile.issuerURL»', 'oidcIssuerProfile: {\n      enabled: false\n    }'),
      fails: ['off'],
    },
    {
      name: 'Bicep with a cluster whose issuer is on',
      file: 'main.bicep',
      source: bicep('aks.properties.oidcIssuerProfile.issuerURL', 'oidcIssuerProfile: {\n      enabled: true\n    }'),
    },
    {
      name: 'Terraform with the issuer of GitHub for a service account',
      file: 'main.tf',
      source: `resource "azurerm_federated_identity_credential" "web" {
  name     = "web"
  issuer   = «"https://token.actions.githubusercontent.com"»
  subject  = "system:serviceaccount:shop:web"
  audience = ["api://AzureADTokenExchange"]
}
`,
      fails: ['mismatch'],
    },
    {
      name: 'Terraform with the issuer of the cluster',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks"
  oidc_issuer_enabled = true
}

resource "azurerm_federated_identity_credential" "web" {
  name     = "web"
  issuer   = azurerm_kubernetes_cluster.aks.oidc_issuer_url
  subject  = "system:serviceaccount:shop:web"
  audience = ["api://AzureADTokenExchange"]
}
`,
    },
    {
      name: 'answers of Azure in which the issuer is that of another cluster',
      file: 'azure.json',
      source: live('«"https://westeurope.oic.prod-aks.azure.com/tenant/other/"»'),
      fails: ['foreign'],
    },
    {
      name: 'answers of Azure in which the issuer is that of the cluster',
      file: 'azure.json',
      source: live('"https://westeurope.oic.prod-aks.azure.com/tenant/own"'),
    },
  ],
})

function isSame(one: string, other: string): boolean {
  return one.replace(/\/$/, '').toLowerCase() === other.replace(/\/$/, '').toLowerCase()
}

/** The public issuers of AKS stand below the domain of their region. */
function isOfAks(issuer: string): boolean {
  return /^https:\/\/[\w-]+\.oic\.prod-aks\.azure\.com\//i.test(issuer)
}

function bicep(issuer: string, profile: string): string {
  return `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    ${profile}
  }
}

resource web 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  name: 'web/aks'
  properties: {
    issuer: ${issuer}
    subject: 'system:serviceaccount:shop:web'
    audiences: ['api://AzureADTokenExchange']
  }
}
`
}

function live(issuer: string): string {
  return `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
      "name": "aks",
      "type": "Microsoft.ContainerService/managedClusters",
      "properties": {
        "oidcIssuerProfile": { "enabled": true, "issuerURL": "https://westeurope.oic.prod-aks.azure.com/tenant/own/" }
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web/federatedIdentityCredentials/aks",
      "name": "aks",
      "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      "properties": {
        "issuer": ${issuer},
        "subject": "system:serviceaccount:shop:web",
        "audiences": ["api://AzureADTokenExchange"]
      }
    }
  ]
}
`
}
