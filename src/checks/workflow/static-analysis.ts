import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'

export const staticAnalysis = repositorySafeguardCheck({
  id: 'workflow/static-analysis',
  controls: ['build-sast'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Source code is analysed before it is deployed', ja: 'デプロイの前にソースコードを静的解析する' }),
  why: text({
    en: 'Injections, unsafe deserialisation and the like are found in the source before an attacker finds them in the running application.',
    ja: 'インジェクションや安全でない逆シリアル化は、稼働中のアプリケーションで攻撃者が見つける前に、ソースの段階で見つけられます。',
  }),
  safeguard: 'static-analysis',
  missing: text({
    en: 'the repository deploys and no workflow analyses the source',
    ja: 'デプロイしていますが、ソースを静的解析するワークフローがありません',
  }),
  references: ['https://docs.github.com/code-security/code-scanning/introduction-to-code-scanning/about-code-scanning-with-codeql'],
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
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: semgrep scan --error\n      - run: helm upgrade shop chart/\n',
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
            - task: AdvancedSecurity-Codeql-Analyze@1
`,
    },
  ],
})
