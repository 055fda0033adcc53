import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { trustedByGithub } from '../../models/identity/github-trust.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { isSameSubject, subjectText } from '../../models/pipeline/federated-subject.ts'
import { subjectPath } from '../../models/pipeline/oidc-logins.ts'

const trusts = text({ en: 'this credential trusts {subject}', ja: 'この資格情報が信頼するのは {subject} です' })

export const trustedLogin = defineCheck({
  id: 'workflow/trusted-login',
  controls: ['release-oidc', 'identity-federation-consistent'],
  subject: actionsFile,
  reads: 'estate',
  severity: 'medium',
  confidence: 'low',
  since: '0.1.0',
  title: text({
    en: 'A federated credential trusts the workflow that signs in',
    ja: 'サインインするワークフローを、フェデレーション資格情報が信頼する',
  }),
  why: text({
    en: 'Entra ID compares the whole subject: with an environment it is the environment and no longer the branch. The sign-in fails, and in the hurry somebody stores a secret instead.',
    ja: 'Entra ID は subject 全体を比べます。environment を指定すると、subject はブランチではなく環境になります。サインインは失敗し、急いで直そうとしてシークレットを保存してしまいがちです。',
  }),
  messages: {
    untrusted: text({
      en: 'the sign-in has the subject {subject}, which no federated credential here trusts',
      ja: 'サインインの subject は {subject} ですが、これを信頼するフェデレーション資格情報がありません',
    }),
  },
  *evaluate(file, { estate, report }) {
    const { logins, credentials, isComplete } = estate.view(trustedByGithub)
    if (credentials.length === 0 || !isComplete) return
    for (const login of logins) {
      if (login.file !== file) continue
      for (const subject of login.subjects ?? []) {
        if (credentials.some(({ parsed }) => isSameSubject(parsed.trusted, subject))) continue
        const related = credentials.slice(0, 5).map(({ credential, parsed }) => ({
          at: ['properties', 'subject'],
          of: credential,
          note: { text: trusts, args: { subject: subjectText(parsed.trusted) } },
        }))
        yield report('untrusted', { subject: subjectText(subject) }, { at: subjectPath(login), related })
      }
    }
  },
  references: ['https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust'],
  examples: [
    {
      name: 'a pull request that plans',
      file: '.github/workflows/plan.yml',
      source: `on: «pull_request»
permissions: {}
jobs:
  plan:
    permissions:
      id-token: write
    runs-on: ubuntu-24.04
    steps:
      - run: az login --service-principal --username $ID --tenant $TENANT --federated-token $TOKEN
`,
      files: { 'main.bicep': trusting('environment:production') },
      fails: ['untrusted'],
    },
    {
      name: 'an environment that is trusted, in a job beside one that needs none',
      file: '.github/workflows/deploy.yml',
      source: `on: push
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: make
  deploy:
    environment: production
    permissions:
      id-token: write
    runs-on: ubuntu-24.04
    steps:
      - run: az login --service-principal --username $ID --tenant $TENANT --federated-token $TOKEN
`,
      files: { 'main.bicep': trusting('environment:production') },
    },
  ],
})

function trusting(subject: string): string {
  return `resource github 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  name: 'deployer/github'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:example/shop:${subject}'
    audiences: ['api://AzureADTokenExchange']
  }
}
`
}
