import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'

export const templateScan = repositorySafeguardCheck({
  id: 'workflow/template-scan',
  controls: ['build-iac-scan', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Templates and manifests are scanned before they are deployed',
    ja: 'テンプレートとマニフェストはデプロイ前にスキャンする',
  }),
  why: text({
    en: 'A public port or a privileged pod is one line in a template, and easier to correct there than in the cluster.',
    ja: '公開ポートも特権 Pod もテンプレートの 1 行です。クラスターよりもテンプレートで直す方が簡単です。',
  }),
  safeguard: 'template-scan',
  missing: text({
    en: 'the repository deploys and no workflow scans templates and manifests',
    ja: 'デプロイしていますが、テンプレートやマニフェストをスキャンするワークフローがありません',
  }),
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/iac-vulnerabilities'],
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
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: breakwater scan deploy/\n      - run: helm upgrade shop chart/\n',
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
            - task: MicrosoftSecurityDevOps@1
`,
    },
  ],
})
