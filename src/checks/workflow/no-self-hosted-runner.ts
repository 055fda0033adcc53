import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { exposedRunners } from '../../models/pipeline/runners.ts'

export const noSelfHostedRunner = defineCheck({
  id: 'workflow/no-self-hosted-runner',
  controls: ['scm-least-privilege'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: "Pull requests do not run on runners of one's own", ja: 'プルリクエストを自前のランナーで実行しない' }),
  why: text({
    en: "A runner of one's own keeps its disk and stands in one's network. What a pull request of a stranger leaves there meets the next job.",
    ja: '自前のランナーはディスクを引き継ぎ、社内ネットワークに置かれています。部外者のプルリクエストが残したものが、次のジョブに影響します。',
  }),
  messages: {
    selfHosted: text({ en: 'strangers can start a job on the runner {labels}', ja: '部外者がランナー {labels} でジョブを起動できます' }),
  },
  *evaluate(file, { report }) {
    for (const { name, at } of exposedRunners(file)) yield report('selfHosted', { labels: name }, { at, part: 'key' })
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#hardening-for-self-hosted-runners',
  ],
  examples: [
    {
      name: 'a pull request on a runner in the house',
      file: '.github/workflows/ci.yml',
      source: 'on: pull_request\npermissions: {}\njobs:\n  a:\n    «runs-on»: [self-hosted, linux]\n    steps: []\n',
      fails: ['selfHosted'],
    },
    {
      name: 'only after the merge',
      file: '.github/workflows/ci.yml',
      source: 'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps: []\n',
    },
    {
      name: 'a pool in the house',
      file: 'azure-pipelines.yml',
      source: `pr: [main]
«pool»:
  name: builders
steps:
  - script: make
`,
      fails: ['selfHosted'],
    },
    {
      name: 'machines of Microsoft, and no pull requests',
      file: 'azure-pipelines.yml',
      source: `pr: none
stages:
  - stage: build
    pool:
      vmImage: ubuntu-24.04
    jobs:
      - job: build
        pool: builders
        steps:
          - script: make
`,
    },
  ],
})
