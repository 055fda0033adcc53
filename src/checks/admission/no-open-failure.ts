import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noOpenFailure = defineCheck({
  id: 'admission/no-open-failure',
  controls: ['gov-assignments-effective', 'build-manifest-analysis'],
  subject: objectsOfKind(
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  ),
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Validation that fails does not let everything through', ja: '検証に失敗したとき、すべてを通さない' }),
  why: text({
    en: 'With failurePolicy Ignore, whoever can overload or stop the webhook switches the policy off, and nobody is told.',
    ja: 'failurePolicy が Ignore だと、Webhook に負荷をかけるか停止させるだけでポリシーを無効にでき、誰も気付きません。',
  }),
  messages: {
    ignore: text({ en: '{name} lets requests through when it fails', ja: '{name} は失敗時に要求を通します' }),
  },
  *evaluate(object, { report }) {
    const title = text({
      en: 'fail closed; leave out what must work without it by namespaceSelector',
      ja: '失敗時は拒否する（止められないものは namespaceSelector で除く）',
    })
    if (object.kind === 'ValidatingAdmissionPolicy') {
      const at = ['spec', 'failurePolicy']
      if (stringAt(object.value, at) === 'Ignore')
        yield report('ignore', { name: object.name }, { at, fix: { title, safety: 'review', edits: [set(at, 'Fail')] } })
      return
    }
    // The old version of the API failed open unless something else was said.
    const openByDefault = object.apiVersion.endsWith('/v1beta1')
    for (const [index, webhook] of listAt(object.value, ['webhooks']).entries()) {
      const policy = stringAt(webhook, ['failurePolicy'])
      if (policy !== 'Ignore' && !(policy === undefined && openByDefault)) continue
      const at = ['webhooks', index, 'failurePolicy']
      const name = stringAt(webhook, ['name']) ?? object.name
      yield report('ignore', { name }, { at, fix: { title, safety: 'review', edits: [set(at, 'Fail')] } })
    }
  },
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  examples: [
    {
      name: 'a policy that can be switched off',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: images
webhooks:
  - name: images.example.org
    failurePolicy: «Ignore»
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig:
      url: https://127.0.0.1/validate
`,
      fails: ['ignore'],
      fixed: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: images
webhooks:
  - name: images.example.org
    failurePolicy: Fail
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig:
      url: https://127.0.0.1/validate
`,
    },
    {
      name: 'closed by default',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: images
webhooks:
  - name: images.example.org
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig:
      url: https://127.0.0.1/validate
`,
    },
  ],
})
