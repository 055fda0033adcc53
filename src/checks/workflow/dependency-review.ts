import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'

export const dependencyReview = repositorySafeguardCheck({
  id: 'workflow/dependency-review',
  controls: ['build-dependency-review'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Workflows check dependencies for known vulnerabilities', ja: 'ワークフローで依存関係の既知の脆弱性を調べる' }),
  why: text({
    en: 'A pull request can bring a vulnerable or malicious package. A review shows it before the merge.',
    ja: 'プルリクエストは、脆弱なパッケージや悪意のあるパッケージを持ち込むことがあります。レビューすればマージ前に分かります。',
  }),
  safeguard: 'dependency-review',
  missing: text({
    en: 'the repository deploys and no workflow checks its dependencies',
    ja: 'デプロイしていますが、依存関係を調べるワークフローがありません',
  }),
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
