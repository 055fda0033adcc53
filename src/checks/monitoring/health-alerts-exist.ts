import { text } from '../../core/text.ts'
import { alertCategoriesOf } from '../../models/azure/alert-categories.ts'
import { isEnabled } from '../is-enabled.ts'
import { subscriptionCheck, subscriptionExamples } from '../subscription-check.ts'

export const healthAlertsExist = subscriptionCheck({
  id: 'monitoring/health-alerts-exist',
  controls: ['mon-service-health'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Somebody is told of incidents of the service', ja: 'サービス正常性のアラートを設定する' }),
  why: text({
    en: 'Without an alert on service health the team looks for its own mistake while the region is down, and misses what Microsoft says of security.',
    ja: 'サービス正常性のアラートがないと、リージョンの障害時に自分の不具合を探し続け、セキュリティに関する通知も見落とします。',
  }),
  what: text({ en: 'alert on service or resource health', ja: 'サービス正常性またはリソース正常性のアラート' }),
  types: ['Microsoft.Insights/activityLogAlerts'],
  serves: (alert) => (/(?:Service|Resource)Health/i.test(alertCategoriesOf(alert)) ? isEnabled(alert) : false),
  references: ['https://learn.microsoft.com/azure/service-health/alerts-activity-log-service-notifications-portal'],
  examples: [
    ...subscriptionExamples('resourceGroups/shop/providers/Microsoft.Insights/activityLogAlerts/health', {
      name: 'health',
      type: 'Microsoft.Insights/activityLogAlerts',
      properties: { enabled: true, condition: { allOf: [{ field: 'category', equals: 'ServiceHealth' }] } },
    }),
  ],
})
