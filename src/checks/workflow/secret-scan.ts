import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'

export const secretScan = repositorySafeguardCheck({
  id: 'workflow/secret-scan',
  controls: ['build-secret-scan'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Workflows look for secrets in the repository', ja: 'ワークフローでリポジトリのシークレットを探す' }),
  why: text({
    en: "The hook on a developer's machine can be skipped; the workflow cannot.",
    ja: '開発者の手元のフックは省略できますが、ワークフローは省略できません。',
  }),
  safeguard: 'secret-scan',
  missing: text({
    en: 'the repository deploys and no workflow looks for secrets',
    ja: 'デプロイしていますが、シークレットを探すワークフローがありません',
  }),
  references: ['https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning'],
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
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: breakwater secrets --history\n      - run: helm upgrade shop chart/\n',
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
            - task: CredScan@3
`,
    },
  ],
})
