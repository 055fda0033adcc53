import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { deployment } from '../../models/pipeline/deploy.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { safeguards } from '../../models/pipeline/safeguards.ts'

export const dependencyReview = defineCheck({
  id: 'workflow/dependency-review',
  controls: ['build-dependency-review'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'medium',
  reads: 'estate',
  since: '0.1.0',
  title: text({ en: 'Workflows check dependencies for known vulnerabilities', ja: 'ワークフローで依存関係の既知の脆弱性を調べる' }),
  why: text({
    en: 'A pull request can bring a vulnerable or malicious package. A review shows it before the merge.',
    ja: 'プルリクエストは、脆弱なパッケージや悪意のあるパッケージを持ち込むことがあります。レビューすればマージ前に分かります。',
  }),
  messages: {
    missing: text({
      en: 'the repository deploys and no workflow checks its dependencies',
      ja: 'デプロイしていますが、依存関係を調べるワークフローがありません',
    }),
  },
  *evaluate(file, { estate, report }) {
    const { all, firstDeploying } = estate.view(safeguards)
    if (firstDeploying !== file || all.has('dependency-review')) return
    const step = file.steps.find((candidate) => deployment(file, candidate) !== undefined)!
    yield report('missing', {}, { at: file.at(step.doing, deployment(file, step)!) })
  },
  references: [
    'https://docs.github.com/code-security/supply-chain-security/understanding-your-software-supply-chain/about-dependency-review',
  ],
  examples: [
    {
      name: 'none',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: «helm upgrade shop chart/»\n',
      fails: ['missing'],
    },
    {
      name: 'one',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/dependency-review-action@11bd71901bbe5b1630ceea73d27597364c9af683\n      - run: helm upgrade shop chart/\n',
    },
    {
      name: 'a pipeline of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
jobs:
  - deployment: shop
    environment: production
    strategy:
      runOnce:
        deploy:
          steps:
            - task: «HelmDeploy@1»
              inputs:
                command: upgrade
`,
      fails: ['missing'],
    },
    {
      name: 'a pipeline that does it',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
jobs:
  - deployment: shop
    environment: production
    strategy:
      runOnce:
        deploy:
          steps:
            - task: HelmDeploy@1
              inputs:
                command: upgrade
            - task: AdvancedSecurity-Dependency-Scanning@1
`,
    },
  ],
})
