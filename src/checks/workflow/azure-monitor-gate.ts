import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { gateExamples } from '../safeguard-examples.ts'

export const azureMonitorGate = repositorySafeguardCheck({
  id: 'workflow/azure-monitor-gate',
  controls: ['mon-release-gate'],
  coveredBy: ['workflow/monitoring-gate'],
  severity: 'low',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'The gate of a release asks Azure Monitor', ja: 'リリースゲートで Azure Monitor に問い合わせる' }),
  why: text({
    en: 'Azure Monitor knows the alerts of the cluster and its workspace; a gate that does not ask lets a release pass into an incident.',
    ja: 'クラスターとワークスペースのアラートは Azure Monitor に集まります。問い合わせないゲートは、障害の最中でもリリースを通してしまいます。',
  }),
  safeguard: 'azure-monitor-gate',
  missing: text({
    en: 'the repository deploys, and no pipeline asks Azure Monitor',
    ja: 'デプロイしていますが、Azure Monitor に問い合わせるパイプラインがありません',
  }),
  references: ['https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/azure-monitor-v1'],
  examples: [...gateExamples('run: az monitor metrics list --resource shop --metric node_cpu_usage_percentage')],
})
