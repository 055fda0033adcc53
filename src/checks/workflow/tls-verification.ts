import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { environmentVariables } from '../../models/pipeline/environments.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { unverifiedTls } from '../../models/pipeline/step-commands.ts'

export const tlsVerification = defineCheck({
  id: 'workflow/tls-verification',
  controls: ['release-oidc', 'code-secure-standards'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Connections verify their certificate', ja: '接続先の証明書を検証する' }),
  why: text({
    en: 'Whoever stands between the runner and the cluster can otherwise take the token and answer in its place.',
    ja: '検証しないと、ランナーとクラスターの間にいる者がトークンを奪い、代わりに応答できます。',
  }),
  messages: {
    off: text({ en: '{flag} switches the verification of certificates off', ja: '{flag} は証明書の検証を無効にします' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      for (const { flag } of unverifiedTls(file.commandsOf(step)))
        yield report('off', { flag: flag.text }, { at: file.at(step.doing, flag.range) })
    }
    for (const { name, value, path } of environmentVariables(file)) {
      if (
        (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && String(value) === '0') ||
        (/^(?:GIT_SSL_NO_VERIFY|AZURE_CLI_DISABLE_CONNECTION_VERIFICATION)$/.test(name) && /^(?:1|true)$/i.test(String(value)))
      )
        yield report('off', { flag: name }, { at: path, part: 'key' })
    }
  },
  references: ['https://kubernetes.io/docs/reference/kubectl/generated/kubectl/'],
  examples: [
    {
      name: 'switched off',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl apply «--insecure-skip-tls-verify» -f deploy/\n      - env:\n          «NODE_TLS_REJECT_UNAUTHORIZED»: "0"\n        run: curl «-k» https://example.com\n',
      fails: ['off', 'off', 'off'],
    },
    {
      name: 'verified',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl apply -f deploy/ && curl -fsS https://example.com\n',
    },
    {
      name: 'switched off in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
variables:
  - name: NODE_TLS_REJECT_UNAUTHORIZED
    «value»: 0
steps:
  - script: curl «-k» https://example.com
`,
      fails: ['off', 'off'],
    },
  ],
})
