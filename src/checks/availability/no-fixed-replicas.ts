import { defineCheck, notApplicable } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { message, text } from '../../core/text.ts'
import { autoscalers, isReplicated } from '../../models/workload/replicas.ts'
import { workload } from '../../models/workload/workload.ts'

export const noFixedReplicas = defineCheck({
  id: 'availability/no-fixed-replicas',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'What an autoscaler scales writes down no number of pods', ja: 'オートスケーラーの対象に Pod の数を書かない' }),
  why: text({
    en: 'Every deployment sets the number back to what is written: under load that takes away pods at once, just when they are needed.',
    ja: 'デプロイのたびに、Pod の数が書かれた値に戻ります。負荷が高いときには、必要な Pod が一度に失われます。',
  }),
  messages: {
    fixed: text({
      en: '{kind} {name} fixes the number of pods that {scaler} is to choose',
      ja: '{scaler} が決めるはずの Pod の数を {kind} {name} が固定しています',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const scaler = isReplicated(pod) ? estate.view(autoscalers).of(pod) : undefined
    if (scaler === undefined)
      return notApplicable(
        text({ en: 'no autoscaler of the scanned set scales it', ja: '検査対象にこれを対象とするオートスケーラーがありません' }),
      )
    const at = ['spec', 'replicas']
    if (pod.object.get(...at) === undefined) return undefined
    yield report(
      'fixed',
      { kind: pod.kind, name: pod.object.name, scaler: `${scaler.kind} ${scaler.name}` },
      {
        at,
        part: 'entry',
        related: [{ of: scaler, at: ['spec', 'scaleTargetRef'], note: message(text({ en: 'scales it', ja: 'これを増減させます' }), {}) }],
        fix: {
          title: text({ en: 'leave the number to the autoscaler', ja: 'Pod の数をオートスケーラーに任せる' }),
          safety: 'review',
          edits: [remove(at)],
        },
      },
    )
    return undefined
  },
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  ],
  examples: [
    {
      name: 'two who decide',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  «replicas: 3»
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
    name: web
  minReplicas: 3
  maxReplicas: 9
`,
      fails: ['fixed'],
      fixed: `apiVersion: apps/v1
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
    name: web
  minReplicas: 3
  maxReplicas: 9
`,
    },
    {
      name: 'no autoscaler',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
