import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { federatedCredential } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { serviceAccounts } from '../../models/workload/service-account.ts'

export const federatedAccountExists = defineCheck({
  id: 'identity/federated-account-exists',
  controls: ['wi-federated-subject', 'identity-federation-consistent'],
  subject: federatedCredential,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A federated credential trusts a service account that exists',
    ja: 'フェデレーション資格情報の信頼先の ServiceAccount が存在する',
  }),
  why: text({
    en: 'With a misspelt subject the workload gets no token; and whoever later makes an account of that name becomes the identity.',
    ja: 'subject の綴りが違うと、ワークロードはトークンを得られません。後からその名前のアカウントを作った人が、その ID になれてしまいます。',
  }),
  messages: {
    absent: text({
      en: 'namespace {namespace} has no service account {account}, although others of it are defined',
      ja: '名前空間 {namespace} のほかのサービスアカウントは定義されていますが、{account} がありません',
    }),
  },
  *evaluate(credential: AzureResource, { report, estate }) {
    const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(credential.text('properties', 'subject') ?? '') ?? []
    if (namespace === undefined || account === undefined)
      return notApplicable(text({ en: 'it trusts no service account', ja: 'ServiceAccount を信頼するものではありません' }))
    const accounts = estate.view(serviceAccounts)
    if (account === 'default' || !accounts.knows(namespace) || accounts.find(namespace, account) !== undefined) return undefined
    yield report('absent', { namespace, account }, { at: ['properties', 'subject'] })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-overview'],
  examples: [
    {
      name: 'Bicep with a misspelt account',
      file: 'main.bicep',
      source: `resource web 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  name: 'web/aks'
  properties: {
    issuer: 'https://issuer.example/'
    subject: «'system:serviceaccount:shop:webb'»
    audiences: ['api://AzureADTokenExchange']
  }
}
`,
      files: {
        'account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
      },
      fails: ['absent'],
    },
    {
      name: 'Terraform with the account of a manifest',
      file: 'main.tf',
      source: `resource "azurerm_federated_identity_credential" "web" {
  name     = "web"
  issuer   = azurerm_kubernetes_cluster.aks.oidc_issuer_url
  subject  = "system:serviceaccount:shop:web"
  audience = ["api://AzureADTokenExchange"]
}
`,
      files: {
        'account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
      },
    },
    {
      name: 'an ARM template alone',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      "apiVersion": "2024-11-30",
      "name": "web/aks",
      "properties": {
        "issuer": "https://issuer.example/",
        "subject": "system:serviceaccount:shop:web",
        "audiences": ["api://AzureADTokenExchange"]
      }
    }
  ]
}
`,
    },
  ],
})
