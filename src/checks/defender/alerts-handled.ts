import { defineCheck } from '../../core/check.ts'
import { daysBetween } from '../../core/day.ts'
import { number } from '../../core/option.ts'
import { isSeverity, type Severity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import { securityAlert } from '../../models/azure/kinds.ts'

export const alertsHandled = defineCheck({
  id: 'defender/alerts-handled',
  controls: ['def-alerts-open'],
  subject: securityAlert,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Alerts of Defender for Cloud are closed in time', ja: 'Defender for Cloud のアラートには期限内に対応する' }),
  why: text({
    en: 'An alert that nobody takes up tells an intruder how much time there is.',
    ja: '誰も対応しないアラートは、攻撃者に時間を与えるだけです。',
  }),
  options: {
    high: number(1, text({ en: 'days within which alerts of high severity are closed', ja: '重大度「高」のアラートを完了させる日数' })),
    medium: number(7, text({ en: 'days within which alerts of medium severity are closed', ja: '重大度「中」のアラートを完了させる日数' })),
    low: number(30, text({ en: 'days within which all other alerts are closed', ja: 'その他のアラートを完了させる日数' })),
  },
  messages: {
    open: text({
      en: '{alert} has been open for {days} days; {limit} are agreed for its severity',
      ja: '{alert} が {days} 日間未対応です。この重大度の期限は {limit} 日です',
    }),
    undated: text({
      en: '{alert} does not tell when it was raised (timeGeneratedUtc)',
      ja: '{alert} の発生日時（timeGeneratedUtc）が分かりません',
    }),
  },
  *evaluate(alert, { report, unknown, options, today }) {
    const status = alert.text('properties', 'status')?.toLowerCase()
    if (status === 'dismissed' || status === 'resolved') return
    const name = alert.text('properties', 'alertDisplayName') ?? alert.name
    const at = ['properties', alert.get('properties', 'alertDisplayName') === undefined ? 'status' : 'alertDisplayName']
    const raised = (alert.text('properties', 'timeGeneratedUtc') ?? alert.text('properties', 'startTimeUtc'))?.slice(0, 10)
    if (raised === undefined || Number.isNaN(Date.parse(raised))) {
      yield unknown('undated', { alert: name }, { at })
      return
    }
    const said = alert.text('properties', 'severity')?.toLowerCase()
    const limit = said === 'high' ? options.high : said === 'medium' ? options.medium : options.low
    const days = daysBetween(raised, today)
    const severity: Severity = said !== undefined && isSeverity(said) ? said : 'info'
    if (days > limit) yield report('open', { alert: name, days, limit }, { at, severity })
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/managing-and-responding-alerts'],
  examples: [
    {
      name: 'an alert of last week, one of today and one that was closed',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Security/locations/westeurope/alerts/one",
      "name": "one",
      "type": "Microsoft.Security/locations/alerts",
      "properties": {
        "alertDisplayName": «"Exposed Kubernetes dashboard detected"»,
        "severity": "High",
        "status": "Active",
        "timeGeneratedUtc": "2026-10-28T09:00:00Z"
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Security/locations/westeurope/alerts/two",
      "name": "two",
      "type": "Microsoft.Security/locations/alerts",
      "properties": {
        "alertDisplayName": "New high privileges role detected",
        "severity": "Low",
        "status": "InProgress",
        "timeGeneratedUtc": "2026-11-05T09:00:00Z"
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Security/locations/westeurope/alerts/three",
      "name": "three",
      "type": "Microsoft.Security/locations/alerts",
      "properties": {
        "alertDisplayName": "Digital currency mining container detected",
        "severity": "High",
        "status": "Resolved",
        "timeGeneratedUtc": "2026-01-05T09:00:00Z"
      }
    }
  ]
}
`,
      today: '2026-11-05',
      fails: ['open'],
    },
    {
      name: 'an alert without a time',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Security/locations/westeurope/alerts/one",
  "name": "one",
  "type": "Microsoft.Security/locations/alerts",
  "properties": {
    "alertDisplayName": ‹"Suspicious download"›,
    "severity": "Medium",
    "status": "Active"
  }
}
`,
      unknown: ['undated'],
    },
    {
      name: 'closed',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Security/locations/westeurope/alerts/one",
  "name": "one",
  "type": "Microsoft.Security/locations/alerts",
  "properties": {
    "severity": "High",
    "status": "Dismissed",
    "timeGeneratedUtc": "2026-01-05T09:00:00Z"
  }
}
`,
      today: '2026-11-05',
    },
  ],
})
