import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { programOf } from '../../models/pipeline/step-commands.ts'
import { storedCredentials } from '../../models/pipeline/stored-credentials.ts'

export const noStoredCloudCredential = defineCheck({
  id: 'workflow/no-stored-cloud-credential',
  controls: ['release-oidc', 'secret-no-shared-credentials', 'acr-admin-user'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Workflows hold no long-lived credentials of clouds and clusters',
    ja: 'クラウドやクラスターの長期資格情報をワークフローに持たせない',
  }),
  why: text({
    en: 'Such a secret works from anywhere until somebody replaces it. The identity of the workflow gives the same access for minutes.',
    ja: 'このようなシークレットは、誰かが取り替えるまでどこからでも使えます。ワークフローの ID なら、同じアクセスを数分間だけ得られます。',
  }),
  messages: {
    secret: text({ en: '{name} is a long-lived credential', ja: '{name} は長期間有効な資格情報です' }),
    password: text({
      en: 'the password is on the command line, where every process can read it',
      ja: 'パスワードがコマンドラインにあり、どのプロセスからも読めます',
    }),
  },
  *evaluate(file, { report }) {
    for (const { name, place } of storedCredentials(file)) yield report('secret', { name }, { at: place })
    for (const step of file.steps) {
      for (const command of file.commandsOf(step)) {
        const program = programOf(command)
        if (
          program === undefined ||
          !/^(?:docker|podman|helm|oras|skopeo)$/.test(program.name) ||
          !program.args.some(({ text: word }) => word === 'login')
        )
          continue
        if (program.args.some(({ text: word }) => word === '-p' || /^--password(?:=|$)/.test(word)))
          yield report('password', {}, { at: file.at(step.doing, command.range) })
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-authentication'],
  examples: [
    {
      name: 'stored credentials',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          ARM_CLIENT_SECRET: «${{ secrets.ARM_CLIENT_SECRET }}»\n        run: terraform apply\n      - run: «docker login contoso.azurecr.io -u ci -p $PASSWORD»\n',
      fails: ['secret', 'password'],
    },
    {
      name: 'other secrets',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          SENTRY_DSN: ${{ secrets.SENTRY_DSN }}\n        run: echo "$PASSWORD" | docker login contoso.azurecr.io -u ci --password-stdin\n',
    },
    {
      name: 'in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
variables:
  - group: azure
  - name: kubeConfig
    value: $(Agent.TempDirectory)/config
steps:
  - script: terraform apply --var-file $(kubeConfig)
    env:
      ARM_CLIENT_SECRET: «$(armClientSecret)»
  - script: «docker login contoso.azurecr.io -u ci -p $(password)»
`,
      fails: ['secret', 'password'],
    },
  ],
})
