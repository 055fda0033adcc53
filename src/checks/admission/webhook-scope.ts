import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isObject, listAt, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** The label with its name that the API server sets on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name'

export const webhookScope = defineCheck({
  id: 'admission/webhook-scope',
  controls: ['gov-assignments-effective', 'build-manifest-analysis'],
  subject: objectsOfKind('admissionregistration.k8s.io/ValidatingWebhookConfiguration'),
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'What is validated does not choose whether it is', ja: '検証の対象となる側に、検証の有無を選ばせない' }),
  why: text({
    en: 'A webhook that selects objects by a label of theirs is switched off by whoever writes the object. One that selects nothing only looks like protection.',
    ja: 'オブジェクト自身のラベルで対象を選ぶ Webhook は、オブジェクトを書く側が無効にできます。何も選択しない Webhook は、守っているように見えるだけです。',
  }),
  messages: {
    nothing: text({ en: '{name} selects no namespace at all', ja: '{name} はどの名前空間も選択しません' }),
    optOut: text({
      en: '{name} leaves out objects with a label that their author sets',
      ja: '{name} は、作成者がラベルを付けたオブジェクトを検証しません',
    }),
  },
  *evaluate(object, { report }) {
    for (const [index, webhook] of listAt(object.value, ['webhooks']).entries()) {
      const name = stringAt(webhook, ['name']) ?? object.name
      if (selectsNone(valueAt(webhook, ['namespaceSelector'])))
        yield report('nothing', { name }, { at: ['webhooks', index, 'namespaceSelector'], part: 'key' })
      // A webhook for labelled objects alone often stands beside one for all others, so only what leaves some out counts.
      if (leavesSomeOut(valueAt(webhook, ['objectSelector'])))
        yield report('optOut', { name }, { at: ['webhooks', index, 'objectSelector'], part: 'key' })
    }
  },
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  examples: [
    {
      name: 'every namespace left out, and objects that leave themselves out',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: images
webhooks:
  - name: images.example.org
    «namespaceSelector»:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: DoesNotExist
  - name: pods.example.org
    «objectSelector»:
      matchExpressions:
        - key: images.example.org/skip
          operator: DoesNotExist
`,
      fails: ['nothing', 'optOut'],
    },
    {
      name: 'a namespace of the system left out, and objects of one revision',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: images
webhooks:
  - name: images.example.org
    namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: NotIn
          values: [kube-system]
    objectSelector: {}
  - name: revision.example.org
    objectSelector:
      matchLabels:
        example.org/revision: stable
`,
    },
  ],
})

function selectsNone(selector: unknown): boolean {
  return listAt(selector, ['matchExpressions']).some(
    (expression) => isObject(expression) && expression['key'] === nameLabel && expression['operator'] === 'DoesNotExist',
  )
}

function leavesSomeOut(selector: unknown): boolean {
  return listAt(selector, ['matchExpressions']).some((expression) => {
    const operator = stringAt(expression, ['operator'])
    return operator === 'DoesNotExist' || operator === 'NotIn'
  })
}
