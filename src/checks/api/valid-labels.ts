import { defineCheck } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import { objectAt } from '../../models/kubernetes/json.ts'
import { isLabelKey, isLabelValue } from '../../models/kubernetes/label-syntax.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'

/** Where objects keep labels: their own, those of their pods, and those of the Jobs and pods of a CronJob. */
const places: readonly Path[] = [
  ['metadata', 'labels'],
  ['spec', 'template', 'metadata', 'labels'],
  ['spec', 'jobTemplate', 'metadata', 'labels'],
  ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'],
]

export const validLabels = defineCheck({
  id: 'api/valid-labels',
  controls: ['build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Labels are such as the API server takes', ja: 'ラベルを API サーバーが受け付ける形で書く' }),
  why: text({
    en: 'The API server refuses an object for one wrong label: a deployment that was to bring a fix stays where it was.',
    ja: 'ラベルが 1 つでも誤っていると、API サーバーはオブジェクトを拒否します。修正を含むはずのデプロイが適用されません。',
  }),
  messages: {
    key: text({ en: '{key} cannot be the key of a label', ja: '{key} はラベルのキーに使えません' }),
    value: text({ en: '{value} cannot be the value of label {key}', ja: '{value} はラベル {key} の値に使えません' }),
  },
  *evaluate({ value }, { report }) {
    for (const place of places) {
      for (const [key, label] of Object.entries(objectAt(value, place) ?? {})) {
        const at = [...place, key]
        if (!isLabelKey(key)) yield report('key', { key: shown(key) }, { at, part: 'key' })
        // Values of other types are a finding of their own.
        else if (typeof label === 'string' && !isLabelValue(label)) yield report('value', { key, value: shown(label) }, { at })
      }
    }
  },
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set'],
  examples: [
    {
      name: 'a space and an address',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    «team name»: shop
    owner: «me@shop.example»
`,
      fails: ['key', 'value'],
    },
    {
      name: 'what the API server takes',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
    empty: ""
`,
    },
  ],
})
