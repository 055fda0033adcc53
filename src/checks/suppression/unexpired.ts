import { defineCheck } from '../../core/check.ts'
import { judgedSuppression } from '../../core/suppression.ts'
import { text } from '../../core/text.ts'

export const unexpired = defineCheck({
  id: 'suppression/unexpired',
  controls: ['gov-exemptions'],
  subject: judgedSuppression,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A suppression is renewed or removed when it expires', ja: '期限の切れた抑制は更新するか取り除く' }),
  why: text({
    en: 'The date was set so that somebody looks again. From the day after it the findings count, and the suppression only misleads.',
    ja: '期限は、もう一度確認するために設けられたものです。期限の翌日からは指摘が数えられ、残った抑制は誤解のもとになります。',
  }),
  messages: {
    expired: text({ en: 'the suppression of {checks} expired on {until}', ja: '{checks} の抑制は {until} で期限切れです' }),
  },
  *evaluate({ suppression, state }, { report }) {
    if (state !== 'expired') return
    yield report('expired', { checks: suppression.checks.join(', '), until: suppression.until ?? '' }, { at: suppression.place })
  },
  references: [],
  examples: [
    {
      name: 'a date that has passed',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostPID: true «# breakwater: ignore[pod/no-host-pid] until=2020-01-31 until the new agent is out»
  containers:
    - name: app
      image: registry.example/agent:1
`,
      fails: ['expired'],
    },
    {
      name: 'a date to come, in an annotation',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
  annotations:
    breakwater.dev/ignore: pod/no-host-pid until=2999-12-31 until the new agent is out
spec:
  hostPID: true
  containers:
    - name: app
      image: registry.example/agent:1
`,
    },
  ],
})
