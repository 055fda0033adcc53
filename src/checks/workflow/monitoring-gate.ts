import { text } from '../../core/text.ts'
import { progressiveDelivery } from '../../models/gitops/progressive-delivery.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'

export const monitoringGate = repositorySafeguardCheck(
  {
    id: 'workflow/monitoring-gate',
    controls: ['release-monitoring-gate'],
    severity: 'low',
    confidence: 'low',
    since: '0.1.0',
    title: text({ en: 'A deployment is held against alerts and metrics', ja: 'デプロイを監視データと照らし合わせる' }),
    why: text({
      en: 'A release that breaks things is noticed by its users first where nothing looks at alerts and metrics after it.',
      ja: 'デプロイ後のアラートやメトリックを見ていないと、不良なリリースに最初に気付くのは利用者になります。',
    }),
    safeguard: 'monitoring-gate',
    missing: text({
      en: 'the repository deploys, and neither a pipeline nor a rollout looks at alerts or metrics after it',
      ja: 'デプロイしていますが、その後のアラートやメトリックを調べるパイプラインもロールアウトもありません',
    }),
    references: ['https://learn.microsoft.com/azure/devops/pipelines/release/approvals/gates'],
    examples: [
      {
        name: 'a deployment that nobody watches',
        file: '.github/workflows/deploy.yml',
        source:
          'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: «helm upgrade shop chart/»\n',
        fails: ['missing'],
      },
      {
        name: 'a deployment, and a question after it',
        file: '.github/workflows/deploy.yml',
        source:
          'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: helm upgrade shop chart/\n      - run: promtool query instant http://prometheus.example errors\n',
      },
      {
        name: 'a rollout that stops by itself',
        file: '.github/workflows/deploy.yml',
        source:
          'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: helm upgrade shop chart/\n',
        files: {
          'rollout.yaml':
            'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: shop\nspec:\n  strategy:\n    canary:\n      steps:\n        - setWeight: 10\n        - analysis:\n            templates:\n              - templateName: errors\n',
        },
      },
      {
        name: 'a pipeline of Azure Pipelines that deploys only',
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
        name: 'a pipeline of Azure Pipelines that asks for alerts',
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
  - job: watch
    dependsOn: shop
    pool: server
    steps:
      - task: AzureMonitor@1
        inputs:
          connectedServiceNameARM: monitor
          ResourceGroupName: shop
`,
      },
    ],
  },
  (estate) => estate.view(progressiveDelivery).watches,
)
