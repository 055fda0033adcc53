import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { federatedCredential } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { trustedByGithub } from '../../models/identity/github-trust.ts'
import { isSameSubject, parseGithubSubject, subjectText } from '../../models/pipeline/federated-subject.ts'
import { subjectPath } from '../../models/pipeline/oidc-logins.ts'

const other = text({ en: 'this sign-in has the subject {subject}', ja: 'このサインインの subject は {subject} です' })

export const federatedWorkflow = defineCheck({
  id: 'identity/federated-workflow',
  controls: ['wi-federated-subject', 'identity-federation-consistent', 'release-oidc'],
  subject: federatedCredential,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A federated credential for GitHub trusts a workflow that signs in',
    ja: 'GitHub 用のフェデレーション資格情報は、実際にサインインするワークフローを信頼する',
  }),
  why: text({
    en: 'With another subject than the one in the token Entra ID refuses the sign-in; and a trust that nobody needs is a way in for whoever makes a branch or an environment of that name.',
    ja: 'トークンと subject が違うと、Entra ID はサインインを拒みます。使われない信頼は、その名前のブランチや環境を作った人の侵入口になります。',
  }),
  messages: {
    unused: text({
      en: 'no workflow signs in as {subject}',
      ja: '{subject} としてサインインするワークフローがありません',
    }),
  },
  *evaluate(credential: AzureResource, { report, estate }) {
    const own = parseGithubSubject(credential.shape('properties', 'subject') ?? '')
    const { isGithub, logins, credentials } = estate.view(trustedByGithub)
    if (own === undefined || !isGithub(credential) || logins.length === 0)
      return notApplicable(
        text({ en: 'it trusts no workflow that is known here', ja: 'ここにあるワークフローを信頼するものではありません' }),
      )
    const known = logins.flatMap(({ subjects }) => subjects ?? [])
    // A sign-in whose subject is only known at run time may be the one.
    if (logins.some(({ subjects }) => subjects === undefined) || known.some((subject) => isSameSubject(subject, own.trusted)))
      return undefined
    // Where another credential of the same repository fits, this is the repository that is meant.
    const isThisRepository = credentials.some(
      ({ parsed }) => parsed.repository === own.repository && known.some((subject) => isSameSubject(subject, parsed.trusted)),
    )
    const related = logins.flatMap((login) =>
      (login.subjects ?? []).map((subject) => ({
        at: subjectPath(login),
        of: login.file,
        note: { text: other, args: { subject: subjectText(subject) } },
      })),
    )
    yield report(
      'unused',
      { subject: subjectText(own.trusted) },
      { at: ['properties', 'subject'], related: related.slice(0, 5), confidence: isThisRepository ? 'medium' : 'low' },
    )
    return undefined
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect',
  ],
  examples: [
    {
      name: 'another name of the environment',
      file: 'main.bicep',
      source: `resource github 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  name: 'deployer/github'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: «'repo:example/shop:environment:prod'»
    audiences: ['api://AzureADTokenExchange']
  }
}
`,
      files: { '.github/workflows/deploy.yml': workflow('environment: production') },
      fails: ['unused'],
    },
    {
      name: 'a branch where the job has an environment, in Terraform',
      file: 'main.tf',
      source: `variable "organisation" {}

resource "azuread_application_federated_identity_credential" "main" {
  display_name = "main"
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = «"repo:\${var.organisation}/shop:ref:refs/heads/main"»
  audiences    = ["api://AzureADTokenExchange"]
}
`,
      files: { '.github/workflows/deploy.yml': workflow('environment: { name: production }') },
      fails: ['unused'],
    },
    {
      name: 'the environment of the job, and the branch that starts it',
      file: 'main.tf',
      source: `resource "azurerm_federated_identity_credential" "production" {
  name     = "production"
  issuer   = "https://token.actions.githubusercontent.com"
  subject  = "repo:example/shop:environment:production"
  audience = ["api://AzureADTokenExchange"]
}

resource "azurerm_federated_identity_credential" "main" {
  name     = "main"
  issuer   = "https://token.actions.githubusercontent.com"
  subject  = "repo:example/shop:ref:refs/heads/main"
  audience = ["api://AzureADTokenExchange"]
}
`,
      files: {
        '.github/workflows/deploy.yml': workflow('environment: production'),
        '.github/workflows/plan.yml': workflow('timeout-minutes: 9'),
      },
    },
    {
      name: 'another name of the environment, in an ARM template',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      "apiVersion": "2024-11-30",
      "name": "deployer/github",
      "properties": {
        "issuer": "https://token.actions.githubusercontent.com",
        "subject": «"repo:example/shop:environment:prod"»,
        "audiences": ["api://AzureADTokenExchange"]
      }
    }
  ]
}
`,
      files: { '.github/workflows/deploy.yml': workflow('environment: production') },
      fails: ['unused'],
    },
    {
      name: 'a subject that is only known at run time',
      file: 'main.bicep',
      source: `resource github 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  name: 'deployer/github'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:example/shop:environment:prod'
    audiences: ['api://AzureADTokenExchange']
  }
}
`,
      files: { '.github/workflows/deploy.yml': workflow('environment: ${{ matrix.environment }}') },
    },
  ],
})

function workflow(line: string): string {
  return `on:
  push:
    branches: [main]
permissions: {}
jobs:
  deploy:
    ${line}
    permissions:
      id-token: write
    runs-on: ubuntu-24.04
    steps:
      - uses: azure/login@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          client-id: \${{ vars.CLIENT_ID }}
          tenant-id: \${{ vars.TENANT_ID }}
`
}
