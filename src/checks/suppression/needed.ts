import { defineCheck } from '../../core/check.ts'
import { judgedSuppression } from '../../core/suppression.ts'
import { text } from '../../core/text.ts'

export const needed = defineCheck({
  id: 'suppression/needed',
  controls: ['gov-exemptions'],
  subject: judgedSuppression,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A suppression that nothing needs is removed', ja: '不要になった抑制は取り除く' }),
  why: text({
    en: 'Left behind, it silences the same finding when it comes back for another reason.',
    ja: '残しておくと、別の理由で同じ指摘が再び現れたときに、それを黙らせてしまいます。',
  }),
  messages: {
    unused: text({ en: 'the suppression of {checks} covers no finding', ja: '{checks} の抑制に当てはまる指摘がありません' }),
  },
  *evaluate({ suppression, state }, { report }) {
    if (state === 'unused') yield report('unused', { checks: suppression.checks.join(', ') }, { at: suppression.place })
  },
  references: [],
  examples: [
    {
      name: 'what it was about is gone',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostPID: false «# breakwater: ignore[pod/no-host-pid] the agent measures the processes of the node»
  containers:
    - name: app
      image: registry.example/agent:1
`,
      fails: ['unused'],
    },
    {
      name: 'still needed',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  # breakwater: ignore[pod/no-host-pid] the agent measures the processes of the node
  hostPID: true
  containers:
    - name: app
      image: registry.example/agent:1
`,
    },
  ],
})
