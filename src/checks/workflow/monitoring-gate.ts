import { text } from '../../core/text.ts'
import { progressiveDelivery } from '../../models/gitops/progressive-delivery.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { deployWorkflow, gateExamples } from '../safeguard-examples.ts'

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
      ...gateExamples('run: promtool query instant http://prometheus.example errors'),
      {
        name: 'a rollout that stops by itself',
        file: '.github/workflows/deploy.yml',
        source: deployWorkflow('helm upgrade shop chart/'),
        files: {
          'rollout.yaml':
            'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: shop\nspec:\n  strategy:\n    canary:\n      steps:\n        - setWeight: 10\n        - analysis:\n            templates:\n              - templateName: errors\n',
        },
      },
    ],
  },
  (estate) => estate.view(progressiveDelivery).watches,
)
