import { defineCheck } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectIndex } from '../../models/kubernetes/object-index.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const autoscalerTarget = defineCheck({
  id: 'availability/autoscaler-target',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('autoscaling/HorizontalPodAutoscaler', 'autoscaling.k8s.io/VerticalPodAutoscaler', 'keda.sh/ScaledObject'),
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Autoscalers scale a workload that exists', ja: '存在するワークロードをオートスケーラーの対象にする' }),
  why: text({
    en: 'An autoscaler without its workload scales nothing: a load, or an attack that makes one, meets as many pods as somebody wrote down.',
    ja: '対象のないオートスケーラーは何も増減させません。負荷や、負荷をかける攻撃を、書かれた数の Pod だけで受けることになります。',
  }),
  messages: {
    absent: text({
      en: '{kind} {name} is not defined, although others of its namespace are',
      ja: '同じ名前空間のほかの {kind} は定義されていますが、{name} がありません',
    }),
    notInSet: text({
      en: '{kind} {name} is not in the scanned set; scan the files that define it as well',
      ja: '{kind} {name} は検査対象に含まれていません。定義しているファイルも検査してください',
    }),
  },
  *evaluate(scaler, { report, unknown, estate }) {
    const targetAt: Path = ['spec', scaler.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef']
    const name = stringAt(scaler.value, [...targetAt, 'name'])
    // KEDA scales a Deployment where nothing else is named.
    const kind = stringAt(scaler.value, [...targetAt, 'kind']) ?? 'Deployment'
    const apiVersion = stringAt(scaler.value, [...targetAt, 'apiVersion']) ?? 'apps/v1'
    if (name === undefined) return
    const slash = apiVersion.indexOf('/')
    const groupKind = slash === -1 ? kind : `${apiVersion.slice(0, slash)}/${kind}`
    const standing = estate.view(objectIndex).standing(groupKind, scaler.scope, name)
    const at = [...targetAt, 'name']
    if (standing === 'absent') yield report('absent', { kind, name }, { at })
    if (standing === 'elsewhere') yield unknown('notInSet', { kind, name }, { at, severity: 'info' })
  },
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  examples: [
    {
      name: 'a misspelt name, and a kind of which the set holds none',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: «wep»
  maxReplicas: 5
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: db
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: ‹db›
  maxReplicas: 5
`,
      fails: ['absent'],
      unknown: ['notInSet'],
    },
    {
      name: 'what is there',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: web
spec:
  scaleTargetRef:
    name: web
`,
    },
  ],
})
