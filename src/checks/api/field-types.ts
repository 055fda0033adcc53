import { defineCheck, type FixDraft } from '../../core/check.ts'
import { set, type JsonValue } from '../../core/edit.ts'
import { formatPath } from '../../core/location.ts'
import { message, text } from '../../core/text.ts'
import type { WrongValue } from '../../models/kubernetes-api/field-problem.ts'
import { validationOf } from '../../models/kubernetes-api/object-validation.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { fieldsNotJudged } from './parts/not-judged.ts'

/** The message for what a field expects. */
const expectations = {
  string: 'string',
  boolean: 'boolean',
  int32: 'integer',
  int64: 'integer',
  number: 'number',
  intOrString: 'intOrString',
  quantity: 'quantity',
  time: 'time',
  base64: 'base64',
  list: 'list',
  map: 'mapping',
  mapping: 'mapping',
  struct: 'mapping',
} as const satisfies Record<Exclude<WrongValue['expected'], 'enum'>, string>

export const fieldTypes = defineCheck({
  id: 'api/field-types',
  controls: ['build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Every field holds what Kubernetes takes', ja: 'フィールドには Kubernetes が受け付ける値を書く' }),
  why: text({
    en: 'The API server refuses the whole object for one value of the wrong type, often in the middle of a rollout: a number without quotes in an environment variable is enough.',
    ja: '型の合わない値が一つあるだけで、API サーバーはオブジェクト全体を拒否します。環境変数に引用符のない数値を書いただけでも、展開が途中で止まります。',
  }),
  messages: {
    string: text({ en: '{path} must be a string', ja: '{path} は文字列でなければなりません' }),
    boolean: text({ en: '{path} must be true or false', ja: '{path} は true か false でなければなりません' }),
    integer: text({
      en: '{path} must be a whole number within its range',
      ja: '{path} は範囲内の整数でなければなりません',
    }),
    number: text({ en: '{path} must be a number', ja: '{path} は数値でなければなりません' }),
    intOrString: text({ en: '{path} must be a whole number or a string', ja: '{path} は整数か文字列でなければなりません' }),
    quantity: text({
      en: '{path} must be a quantity such as 500m or 128Mi',
      ja: '{path} は 500m や 128Mi のような数量でなければなりません',
    }),
    time: text({
      en: '{path} must be a time such as 2026-01-31T09:00:00Z',
      ja: '{path} は 2026-01-31T09:00:00Z のような日時でなければなりません',
    }),
    base64: text({ en: '{path} must be encoded in base64', ja: '{path} は base64 で符号化されていなければなりません' }),
    list: text({ en: '{path} must be a list', ja: '{path} はリストでなければなりません' }),
    mapping: text({ en: '{path} must be a mapping', ja: '{path} はマップでなければなりません' }),
    choice: text({ en: '{path} must be one of {values}', ja: '{path} は {values} のいずれかでなければなりません' }),
  },
  *evaluate(object, { report, target }) {
    const { known, problems } = validationOf(object, target.kubernetes)
    if (!known) return fieldsNotJudged(target.kubernetes)
    for (const problem of problems) {
      if (problem.code !== 'wrong-type' && problem.code !== 'invalid-value') continue
      const { path: at, expected, values } = problem
      const path = formatPath(at)
      const where = { at, fix: valueFix(object, problem) }
      if (expected === 'enum') yield report('choice', { path, values: values.join(', ') }, where)
      else yield report(expectations[expected], { path }, where)
    }
    return undefined
  },
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/'],
  examples: [
    {
      name: 'numbers and booleans where only strings are taken',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    example.org/scrape: «true»
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: PORT
          value: «8080» # see the Service
        - name: VERSION
          value: «1.10»
`,
      fails: ['string', 'string', 'string'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    example.org/scrape: "true"
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: PORT
          value: "8080" # see the Service
        - name: VERSION
          value: "1.10"
`,
    },
    {
      name: 'strings where numbers, booleans and words of a closed set are taken',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: «"false"»
  containers:
    - name: app
      image: registry.example/app:1
      imagePullPolicy: «always»
      ports:
        - containerPort: «"8080"»
`,
      fails: ['boolean', 'choice', 'integer'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
  containers:
    - name: app
      image: registry.example/app:1
      imagePullPolicy: Always
      ports:
        - containerPort: 8080
`,
    },
    {
      name: 'values that no rule can put right',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  creationTimestamp: «yesterday»
spec:
  replicas: «2.5»
  selector: «web»
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
          command: «run»
          livenessProbe:
            httpGet:
              port: «true»
          resources:
            limits:
              memory: «128 megabytes»
---
apiVersion: v1
kind: Secret
metadata:
  name: token
data:
  token: «not base64 at all»
`,
      fails: ['time', 'integer', 'mapping', 'list', 'intOrString', 'quantity', 'base64'],
    },
    {
      name: 'null is the same as nothing, and a quantity may be a number',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  creationTimestamp: null
spec:
  nodeSelector:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        limits: { cpu: 0.5, memory: 128Mi }
`,
    },
  ],
})

/** A scalar as it is written when no quotes, tags or anchors are involved. */
const bareScalar = /^[\w.+:-]+$/

/** What was evidently meant, where the value differs from it in its quotes or its case only. */
function valueFix(object: KubernetesObject, { path, expected, values }: WrongValue): FixDraft | undefined {
  const value = object.get(...path)
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    const { source, range } = object.document.place(path)
    // The text counts and not the value: 1.10 must become "1.10".
    const written = source.text.slice(range.start, range.end)
    return bareScalar.test(written) ? replaceBy(path, written) : undefined
  }
  if (typeof value !== 'string') return undefined
  if (expected === 'boolean' && (value === 'true' || value === 'false')) return replaceBy(path, value === 'true')
  if ((expected === 'int32' || expected === 'int64') && /^(?:0|-?[1-9]\d{0,8})$/.test(value)) return replaceBy(path, Number(value))
  const word = expected === 'enum' ? values.find((allowed) => allowed.toLowerCase() === value.toLowerCase()) : undefined
  return word === undefined ? undefined : replaceBy(path, word)
}

/** Safe: until now the API server refuses the object, so nothing can rely on how it is. */
function replaceBy(path: WrongValue['path'], value: JsonValue): FixDraft {
  const title = text({ en: 'write {value}', ja: '{value} と書く' })
  return { title: message(title, { value: JSON.stringify(value) }), safety: 'safe', edits: [set(path, value)] }
}
