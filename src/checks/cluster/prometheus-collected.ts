import { text } from '../../core/text.ts'
import { collectionCheck, collectionExamples, isSwitchedOn } from '../collection-check.ts'

export const prometheusCollected = collectionCheck({
  id: 'cluster/prometheus-collected',
  controls: ['mon-prometheus'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'A data collection rule takes the Prometheus metrics', ja: 'Prometheus メトリックのデータ収集ルールを関連付ける' }),
  why: text({
    en: 'The add-on of managed Prometheus reads metrics and sends them where a rule says; without one no alert on them can ever fire.',
    ja: 'マネージド Prometheus は、ルールの示す先にメトリックを送ります。ルールがなければ、メトリックのアラートは決して発報しません。',
  }),
  what: text({ en: 'Prometheus metrics', ja: 'Prometheus メトリック' }),
  isMeant: (stream) => stream === 'microsoft-prometheusmetrics',
  sends: (cluster) => isSwitchedOn(cluster, 'azureMonitorProfile', 'metrics', 'enabled'),
  sendsNot: text({ en: 'managed Prometheus is off', ja: 'マネージド Prometheus が無効です' }),
  references: ['https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable'],
  examples: [
    ...collectionExamples({
      bicep: `    azureMonitorProfile: {
      metrics: {
        enabled: true
      }
    }
`,
      terraform: `  monitor_metrics {
  }
`,
      arm: { azureMonitorProfile: { metrics: { enabled: true } } },
      stream: 'Microsoft-PrometheusMetrics',
      other: 'Microsoft-ContainerInsights-Group-Default',
    }),
  ],
})
