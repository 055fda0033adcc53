import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { podIndex } from '../../models/workload/pod-index.ts'
import { podsNotKnown } from '../pods-not-known.ts'

export const selectsPods = defineCheck({
  id: 'service/selects-pods',
  controls: ['build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Services select pods', ja: 'Service が Pod を選択する' }),
  why: text({
    en: 'A Service without pods answers nobody today. Tomorrow it sends what was meant for one workload to whatever gets the label.',
    ja: 'Pod のない Service は誰にも応答しません。後からそのラベルが付いた Pod に、本来は別のワークロード宛ての通信が流れます。',
  }),
  messages: {
    nothing: text({
      en: 'Service {name} selects none of the workloads of its namespace (there: {count})',
      ja: 'Service {name} は、名前空間のワークロード {count} 件のどれも選択しません',
    }),
  },
  *evaluate(service, { report, estate }) {
    const selector = service.get('spec', 'selector')
    if (!isObject(selector) || Object.keys(selector).length === 0 || service.get('spec', 'type') === 'ExternalName')
      return notApplicable(text({ en: 'it selects no pods by label', ja: 'ラベルで Pod を選択しません' }))
    const pods = estate.view(podIndex)
    if (!pods.isKnown(service.scope) || estate.notAnalysed.length > 0) return podsNotKnown
    const workloads = pods.in(service.scope)
    if (workloads.some(({ podLabels }) => selects({ matchLabels: selector }, podLabels))) return undefined
    yield report('nothing', { name: service.name, count: workloads.length }, { at: ['spec', 'selector'], part: 'key' })
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/'],
  examples: [
    {
      name: 'a misspelt label',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  «selector»:
    app: wep
  ports:
    - port: 80
`,
      fails: ['nothing'],
    },
    {
      name: 'the pods are kept elsewhere, and a Service whose endpoints somebody else writes',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
    - port: 80
---
apiVersion: v1
kind: Service
metadata:
  name: db
  namespace: shop
spec:
  ports:
    - port: 5432
`,
    },
    {
      name: 'it selects them',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
    tier: front
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`,
    },
  ],
})
