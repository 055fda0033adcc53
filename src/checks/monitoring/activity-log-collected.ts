import { text } from '../../core/text.ts'
import { subscriptionCheck, subscriptionExamples } from '../subscription-check.ts'

export const activityLogCollected = subscriptionCheck({
  id: 'monitoring/activity-log-collected',
  controls: ['log-activity'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The Activity Log of the subscription is exported', ja: 'サブスクリプションのアクティビティログをエクスポートする' }),
  why: text({
    en: 'The service keeps the Activity Log for ninety days. Who changed what before that, nobody can tell any more.',
    ja: 'アクティビティログの保持は 90 日間だけです。それより前に誰が何を変えたかは、分からなくなります。',
  }),
  what: text({ en: 'diagnostic setting that exports the Activity Log', ja: 'アクティビティログをエクスポートする診断設定' }),
  types: ['Microsoft.Insights/diagnosticSettings'],
  serves: ({ id }) => /^\/subscriptions\/[^/]+\/providers\/microsoft\.insights\//.test(id),
  references: ['https://learn.microsoft.com/azure/azure-monitor/platform/activity-log'],
  examples: [
    ...subscriptionExamples('providers/Microsoft.Insights/diagnosticSettings/export', {
      name: 'export',
      type: 'Microsoft.Insights/diagnosticSettings',
      properties: { logs: [{ category: 'Administrative', enabled: true }] },
    }),
  ],
})
