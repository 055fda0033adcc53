import { defineCheck } from '../../core/check.ts'
import { type FixDraft } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { mayRequestIdToken, permissionsOf } from '../../models/pipeline/permissions.ts'
import { actionOf, inputKey, inputOf, type PipelineFile, type Step } from '../../models/pipeline/pipeline-file.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { programOf } from '../../models/pipeline/step-commands.ts'

export const oidcLogin = defineCheck({
  id: 'workflow/oidc-login',
  controls: ['release-oidc', 'secret-no-shared-credentials'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Workflows sign in to Azure with OIDC', ja: 'Azure へは OIDC でサインインする' }),
  why: text({
    en: 'A client secret that is stored in GitHub lasts for months and works from anywhere. With a federated credential Entra ID accepts only this repository, branch or environment, for minutes.',
    ja: 'GitHub に保存したクライアントシークレットは何か月も有効で、どこからでも使えます。フェデレーション資格情報なら、Entra ID はこのリポジトリ・ブランチ・環境だけを、数分間だけ受け入れます。',
  }),
  messages: {
    stored: text({ en: '{action} signs in with a stored secret', ja: '{action} は保存したシークレットでサインインします' }),
    token: text({
      en: '{action} needs id-token: write to sign in with OIDC',
      ja: '{action} で OIDC を使うには id-token: write が必要です',
    }),
    command: text({ en: 'az login is given a secret', ja: 'az login にシークレットが渡されています' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      const action = actionOf(step)
      if (action === 'azure/login') {
        if (step.with['creds'] !== undefined)
          yield report('stored', { action }, { at: [...step.path, 'with', 'creds'], fix: oidcFix(file, step) })
        else if (
          step.with['client-id'] !== undefined &&
          step.with['auth-type'] !== 'IDENTITY' &&
          mayRequestIdToken(file, step.job) === false
        )
          yield report('token', { action }, { at: [...step.path, 'uses'], severity: 'medium' })
      }
      const key = inputKey(step.with, 'addSpnToEnvironment')
      if (step.task !== undefined && key !== undefined && inputOf(step, key) === 'true' && /servicePrincipalKey/i.test(step.run ?? ''))
        yield report('stored', { action: step.task.name }, { at: [...step.path, 'inputs', key] })
      for (const command of file.commandsOf(step)) {
        const program = programOf(command)
        if (program?.name !== 'az' || program.args[0]?.text !== 'login') continue
        if (
          program.args.some(({ text: word }) => word === '--service-principal') &&
          program.args.some(({ text: word }) => word === '-p' || /^--password(?:=|$)/.test(word))
        )
          yield report('command', {}, { at: file.at(step.doing, command.range) })
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/developer/github/connect-from-azure-openid-connect'],
  examples: [
    {
      name: 'a stored service principal',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: azure/login@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          creds: «${{ secrets.AZURE_CREDENTIALS }}»\n      - run: «az login --service-principal -u $ID -p $SECRET --tenant $TENANT»\n      - uses: «azure/login@11bd71901bbe5b1630ceea73d27597364c9af683»\n        with:\n          client-id: ${{ vars.CLIENT_ID }}\n',
      fails: ['stored', 'command', 'token'],
    },
    {
      name: 'the way out',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    permissions:\n      contents: read\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: azure/login@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          creds: «${{ secrets.AZURE_CREDENTIALS }}»\n',
      fails: ['stored'],
      fixed:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    permissions:\n      contents: read\n      id-token: write\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: azure/login@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          client-id: ${{ vars.AZURE_CLIENT_ID }}\n          tenant-id: ${{ vars.AZURE_TENANT_ID }}\n          subscription-id: ${{ vars.AZURE_SUBSCRIPTION_ID }}\n',
    },
    {
      name: 'a federated credential',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    permissions:\n      id-token: write\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: azure/login@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          client-id: ${{ vars.CLIENT_ID }}\n          tenant-id: ${{ vars.TENANT_ID }}\n          subscription-id: ${{ vars.SUBSCRIPTION_ID }}\n',
    },
    {
      name: 'in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - task: AzureCLI@2
    inputs:
      azureSubscription: shop
      scriptType: bash
      addSpnToEnvironment: «true»
      inlineScript: |
        export ARM_CLIENT_SECRET=$servicePrincipalKey
        terraform apply
  - bash: «az login --service-principal -u $ID -p $SECRET --tenant $TENANT»
`,
      fails: ['stored', 'command'],
    },
    {
      name: 'the identity of the service connection',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - task: AzureCLI@2
    inputs:
      azureSubscription: shop
      scriptType: bash
      addSpnToEnvironment: true
      inlineScript: |
        export ARM_OIDC_TOKEN=$idToken
        terraform apply
`,
    },
  ],
})

/** Takes the secret away and names the application instead; its federated credential has to be made in Entra ID. */
function oidcFix(file: PipelineFile, { path, job }: Step): FixDraft {
  const inputs = [...path, 'with']
  const permissions = permissionsOf(file, job)
  const token =
    permissions === undefined
      ? set([...job.path, 'permissions'], { contents: 'read', 'id-token': 'write' })
      : set([...job.path, 'permissions', 'id-token'], 'write')
  return {
    title: text({
      en: 'sign in with OIDC (make the federated credential first)',
      ja: 'OIDC でサインインする（先にフェデレーション資格情報の作成が必要）',
    }),
    safety: 'review',
    edits: [
      remove([...inputs, 'creds']),
      set([...inputs, 'client-id'], '${{ vars.AZURE_CLIENT_ID }}'),
      set([...inputs, 'tenant-id'], '${{ vars.AZURE_TENANT_ID }}'),
      set([...inputs, 'subscription-id'], '${{ vars.AZURE_SUBSCRIPTION_ID }}'),
      ...(file.isPart ? [] : [token]),
    ],
  }
}
