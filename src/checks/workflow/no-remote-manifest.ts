import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { programOf } from '../../models/pipeline/step-commands.ts'

export const noRemoteManifest = defineCheck({
  id: 'workflow/no-remote-manifest',
  controls: ['build-manifest-analysis', 'build-sca'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Manifests are not applied straight from an address', ja: 'URL のマニフェストを直接適用しない' }),
  why: text({
    en: 'What the address serves is applied with the rights of the workflow, unseen by any review or scan.',
    ja: 'その URL が返すものが、レビューもスキャンもされずに、ワークフローの権限で適用されます。',
  }),
  messages: {
    remote: text({ en: '{url} is applied unseen', ja: '{url} の内容が未確認のまま適用されます' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      for (const command of file.commandsOf(step)) {
        const program = programOf(command)
        if (program?.name !== 'kubectl' || !program.args.some(({ text: word }) => /^(?:apply|create|replace)$/.test(word))) continue
        for (const word of program.args) {
          if (/^(?:-f=?|--filename=|-k=?|--kustomize=)?https?:\/\//.test(word.text) && !/[0-9a-f]{40}/.test(word.text))
            yield report('remote', { url: word.text }, { at: file.at(step.doing, word.range) })
        }
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/operator-best-practices-cluster-security'],
  examples: [
    {
      name: 'an address',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl apply -f «https://example.com/install.yaml»\n',
      fails: ['remote'],
    },
    {
      name: 'a commit, and a file of the tree',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl apply -f https://raw.githubusercontent.com/o/r/11bd71901bbe5b1630ceea73d27597364c9af683/i.yaml && kubectl apply -f deploy/\n',
    },
    {
      name: 'in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - bash: kubectl apply -f «https://example.com/install.yaml»
`,
      fails: ['remote'],
    },
  ],
})
