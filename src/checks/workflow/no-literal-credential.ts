import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { environmentVariables } from '../../models/pipeline/environments.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { credentialIn } from '../../models/workload/credential.ts'

export const noLiteralCredential = defineCheck({
  id: 'workflow/no-literal-credential',
  controls: ['secret-none-in-code', 'release-oidc'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Variables of pipelines hold no written-out credentials', ja: 'パイプラインの変数に資格情報を直接書かない' }),
  why: text({
    en: 'A variable in the file is read by everybody with the repository and is not masked in the log. A secret variable, a variable group of a key vault, or the identity of the pipeline is.',
    ja: 'ファイルに書いた変数は、リポジトリを読める全員に見え、ログでも伏せ字になりません。シークレット変数、Key Vault と連携した変数グループ、パイプラインの ID を使えばこれを防げます。',
  }),
  messages: {
    literal: text({ en: '{variable} holds a credential: {what}', ja: '{variable} に資格情報が書かれています: {what}' }),
  },
  *evaluate(file, { report }) {
    for (const { name, value, path } of environmentVariables(file)) {
      if (typeof value !== 'string' || /\$[({[]/.test(value)) continue
      const credential = credentialIn(name, value)
      if (credential === undefined) continue
      const { what, severity, confidence } = credential
      yield report('literal', { variable: name, what }, { at: path, conceal: path, severity, confidence })
    }
  },
  references: [
    'https://learn.microsoft.com/azure/devops/pipelines/process/set-secret-variables',
    'https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions',
  ],
  examples: [
    {
      name: 'in a pipeline',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
variables:
  - group: shop
  - name: dbPassword
    value: «Winter-2031-blue»
  - name: region
    value: westeurope
steps:
  - bash: make deploy
    env:
      QUEUE: «amqp://shop:Winter-2031@rabbitmq:5672/»
`,
      fails: ['literal', 'literal'],
    },
    {
      name: 'in a workflow',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\nenv:\n  DB_PASSWORD: «Winter-2031-blue»\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n',
      fails: ['literal'],
    },
    {
      name: 'from a group, from the secrets',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
variables:
  - group: shop
  - name: passwordLength
    value: 20
steps:
  - bash: make deploy
    env:
      DB_PASSWORD: $(dbPassword)
`,
      files: {
        '.github/workflows/ci.yml':
          'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n        env:\n          DB_PASSWORD: ${{ secrets.DB_PASSWORD }}\n',
      },
    },
  ],
})
