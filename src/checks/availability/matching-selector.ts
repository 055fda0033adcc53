import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { workload } from '../../models/workload/workload.ts'

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

export const matchingSelector = defineCheck({
  id: 'availability/matching-selector',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Workloads select the pods that they make', ja: 'ワークロードのセレクターを自分の Pod に一致させる' }),
  why: text({
    en: 'The API server refuses a selector that does not match the template, so the change, a security fix perhaps, never arrives.',
    ja: 'セレクターがテンプレートに一致しないと API サーバーに拒否され、セキュリティ修正を含む変更が届きません。',
  }),
  messages: {
    mismatch: text({
      en: 'the selector of {kind} {name} does not match the labels of its template',
      ja: '{kind} {name} のセレクターが、テンプレートのラベルに一致しません',
    }),
  },
  *evaluate(pod, { report }) {
    const selector = pod.object.get('spec', 'selector')
    if (pod.object.group !== 'apps' || !kinds.has(pod.kind) || selector === undefined || selects(selector, pod.podLabels)) return
    yield report(
      'mismatch',
      { kind: pod.kind, name: pod.object.name },
      {
        at: ['spec', 'selector'],
        part: 'key',
        related: [{ at: pod.atMetadata('labels'), note: text({ en: 'the labels of the template', ja: 'テンプレートのラベル' }) }],
      },
    )
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  examples: [
    {
      name: 'a renamed label',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  «selector»:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
    spec:
      containers:
        - name: app
          image: registry.example/app:1
`,
      fails: ['mismatch'],
    },
    {
      name: 'by an expression',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchExpressions:
      - { key: app, operator: Exists }
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
