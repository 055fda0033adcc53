import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { listAt, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** The API server's own default, in seconds. */
const defaultTimeout = 10

export const webhookTimeout = defineCheck({
  id: 'admission/webhook-timeout',
  controls: ['gov-assignments-effective', 'build-manifest-analysis'],
  subject: objectsOfKind(
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  ),
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Webhooks answer within ten seconds', ja: 'Webhook のタイムアウトを 10 秒以内にする' }),
  why: text({
    en: 'Every request of a user waits for its webhooks one after the other. A long timeout turns one slow webhook into an API server that does not answer.',
    ja: '利用者の要求は、Webhook の応答を順に待ちます。タイムアウトが長いと、1 つの遅い Webhook のために API サーバー全体が応答しなくなります。',
  }),
  messages: {
    long: text({ en: '{name} may keep a request waiting for {seconds} seconds', ja: '{name} は要求を最大 {seconds} 秒待たせます' }),
  },
  *evaluate(object, { report }) {
    for (const [index, webhook] of listAt(object.value, ['webhooks']).entries()) {
      const seconds = valueAt(webhook, ['timeoutSeconds'])
      if (typeof seconds !== 'number' || seconds <= defaultTimeout) continue
      const at = ['webhooks', index, 'timeoutSeconds']
      yield report(
        'long',
        { name: stringAt(webhook, ['name']) ?? object.name, seconds },
        {
          at,
          fix: {
            title: text({ en: 'wait ten seconds at most', ja: '最大 10 秒にする' }),
            safety: 'review',
            edits: [set(at, defaultTimeout)],
          },
        },
      )
    }
  },
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  examples: [
    {
      name: 'half a minute',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: sidecars
webhooks:
  - name: sidecars.example.org
    timeoutSeconds: «30»
`,
      fails: ['long'],
      fixed: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: sidecars
webhooks:
  - name: sidecars.example.org
    timeoutSeconds: 10
`,
    },
    {
      name: 'the default of ten seconds',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: sidecars
webhooks:
  - name: sidecars.example.org
`,
    },
  ],
})
