import { defineCheck } from '../../core/check.ts'
import { judgedSuppression } from '../../core/suppression.ts'
import { text } from '../../core/text.ts'

export const reason = defineCheck({
  id: 'suppression/reason',
  controls: ['gov-exemptions'],
  subject: judgedSuppression,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A suppression says why', ja: '抑制には理由を書く' }),
  why: text({
    en: 'Nobody can tell later whether a risk was weighed or a finding just silenced. A suppression without a reason has no effect.',
    ja: '理由がないと、リスクを検討したのか、指摘を黙らせただけなのかを後から判断できません。理由のない抑制は無効です。',
  }),
  messages: {
    missing: text({ en: 'the suppression of {checks} gives no reason', ja: '{checks} の抑制に理由がありません' }),
  },
  *evaluate({ suppression, state }, { report }) {
    if (state === 'without-reason') yield report('missing', { checks: suppression.checks.join(', ') }, { at: suppression.place })
  },
  references: [],
  examples: [
    {
      name: 'no reason',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostPID: true «# breakwater: ignore[pod/no-host-pid]»
  containers:
    - name: app
      image: registry.example/agent:1
`,
      fails: ['missing'],
    },
    {
      name: 'a reason',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostPID: true # breakwater: ignore[pod/no-host-pid] the agent measures the processes of the node
  containers:
    - name: app
      image: registry.example/agent:1
`,
    },
  ],
})
