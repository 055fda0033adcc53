import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { federatedCredential } from '../../models/azure/kinds.ts'
import { shownShape, type AzureResource } from '../../models/azure/resource.ts'

/** The audience that Entra ID expects in tokens that are exchanged. */
const exchange = 'api://AzureADTokenExchange'

export const federatedSubject = defineCheck({
  id: 'identity/federated-subject',
  controls: ['wi-federated-subject', 'identity-federation-consistent'],
  subject: federatedCredential,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A federated credential trusts one exact subject', ja: 'フェデレーション資格情報の信頼先を一つの subject に限る' }),
  why: text({
    en: 'Whoever can obtain a token of the trusted subject becomes the identity: pull requests can be opened by anyone, and the default service account belongs to every pod of its namespace.',
    ja: '信頼する subject のトークンを得られる人は、その ID になれます。プルリクエストは誰でも作れ、default の ServiceAccount は名前空間内のすべての Pod が使います。',
  }),
  messages: {
    wildcard: text({ en: 'subject {subject} is not exact', ja: 'subject {subject} が特定されていません' }),
    pullRequest: text({
      en: 'subject {subject} is a token that every pull request gets',
      ja: 'subject {subject} のトークンは、どのプルリクエストでも得られます',
    }),
    defaultAccount: text({
      en: 'subject {subject} is the default service account, which every pod of the namespace uses',
      ja: 'subject {subject} は default の ServiceAccount で、名前空間内のすべての Pod が使います',
    }),
    issuer: text({ en: 'issuer {issuer} is not an https address', ja: '発行者 {issuer} が https のアドレスではありません' }),
    audience: text({ en: 'the audience is not {expected}', ja: 'audience が {expected} ではありません' }),
    undecided: text({
      en: 'the subject depends on {input}, which is not known here',
      ja: 'subject は {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(credential: AzureResource, { report, unknown }) {
    const issuer = credential.text('properties', 'issuer')
    if (issuer !== undefined && !issuer.startsWith('https://')) yield report('issuer', { issuer }, { at: ['properties', 'issuer'] })
    const audiences = credential.get('properties', 'audiences')
    const known = audiences?.kind === 'list' && audiences.open === undefined && audiences.items.every((item) => item.kind === 'scalar')
    if (known && !audiences.items.some((item) => item.kind === 'scalar' && item.value === exchange)) {
      yield report('audience', { expected: exchange }, { at: ['properties', 'audiences'] })
    }
    const at = ['properties', 'subject']
    const subject = credential.get('properties', 'subject')
    if (subject?.kind === 'unknown') {
      // The parts that are known may be enough: a wildcard stays one, whatever the rest.
      if (subject.shape?.includes('*') !== true) yield unknown('undecided', { input: subject.reason.decidedBy }, { at })
      else yield report('wildcard', { subject: shownShape(subject.shape) }, { at })
      return
    }
    const written = credential.text('properties', 'subject')
    if (written === undefined) return
    if (written === '' || written.includes('*')) yield report('wildcard', { subject: written }, { at })
    else if (/^repo:[^:]+:pull_request$/.test(written)) yield report('pullRequest', { subject: written }, { at })
    else if (/^system:serviceaccount:[^:]+:default$/.test(written)) yield report('defaultAccount', { subject: written }, { at })
  },
  references: ['https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations'],
  examples: [
    {
      name: 'pull requests are trusted',
      file: 'main.bicep',
      source: `resource deployer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'deployer'
  location: 'westeurope'

  resource github 'federatedIdentityCredentials' = {
    name: 'github'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: «'repo:example/shop:pull_request'»
      audiences: ['api://AzureADTokenExchange']
    }
  }
}
`,
      fails: ['pullRequest'],
    },
    {
      name: 'Terraform with the default service account and another audience',
      file: 'main.tf',
      source: `resource "azurerm_federated_identity_credential" "web" {
  name     = "web"
  issuer   = azurerm_kubernetes_cluster.aks.oidc_issuer_url
  subject  = «"system:serviceaccount:shop:default"»
  audience = «["api://other"]»
}
`,
      fails: ['defaultAccount', 'audience'],
    },
    {
      name: 'an ARM template with any branch',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": { "repository": { "type": "string" } },
  "resources": [
    {
      "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      "apiVersion": "2024-11-30",
      "name": "deployer/github",
      "properties": {
        "issuer": "https://token.actions.githubusercontent.com",
        "subject": «"[format('repo:{0}:ref:refs/heads/*', parameters('repository'))]"»,
        "audiences": ["api://AzureADTokenExchange"]
      }
    }
  ]
}
`,
      fails: ['wildcard'],
    },
    {
      name: 'one branch of one repository',
      file: 'main.tf',
      source: `resource "azurerm_federated_identity_credential" "main" {
  name     = "main"
  issuer   = "https://token.actions.githubusercontent.com"
  subject  = "repo:example/shop:ref:refs/heads/main"
  audience = ["api://AzureADTokenExchange"]
}
`,
    },
    {
      name: 'a subject that a parameter decides',
      file: 'main.bicep',
      source: `param subject string

resource github 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  name: 'deployer/github'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: ‹subject›
    audiences: ['api://AzureADTokenExchange']
  }
}
`,
      unknown: ['undecided'],
    },
  ],
})
