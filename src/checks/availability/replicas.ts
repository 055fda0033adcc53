import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { autoscalers, fewestAt, fewestReplicas, isReplicated } from '../../models/workload/replicas.ts'
import { workload } from '../../models/workload/workload.ts'

export const replicas = defineCheck({
  id: 'availability/replicas',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Deployments run at least two pods', ja: 'Deployment では 2 つ以上の Pod を動かす' }),
  why: text({
    en: 'AKS drains every node once a month or more. A single pod is gone for as long as its successor takes to start.',
    ja: 'AKS のノードは少なくとも月に一度は入れ替わります。Pod が 1 つだけだと、後継が起動するまでサービスが止まります。',
  }),
  messages: {
    single: text({ en: '{kind} {name} runs a single pod', ja: '{kind} {name} の Pod は 1 つだけです' }),
  },
  *evaluate(pod, { report, estate }) {
    if (!isReplicated(pod) || pod.kind === 'StatefulSet')
      return notApplicable(text({ en: 'no stateless replicas', ja: '状態を持たない複製ではありません' }))
    const scalers = estate.view(autoscalers)
    const least = fewestReplicas(pod, scalers)
    // None at all is a workload that somebody switched off.
    if (least !== 1) return undefined
    const scaler = scalers.of(pod)
    const at = scaler === undefined ? ['spec', 'replicas'] : fewestAt(scaler)
    const fix = { title: text({ en: 'run two', ja: '2 つ動かす' }), safety: 'review', edits: [set(at, 2)], subject: scaler ?? pod } as const
    yield report('single', { kind: pod.kind, name: pod.object.name }, { at, of: scaler ?? pod, fix })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability'],
  examples: [
    {
      name: 'one, said and unsaid',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: «1»
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  «selector»:
    matchLabels:
      app: api
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
`,
      fails: ['single', 'single'],
      fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector:
    matchLabels:
      app: api
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
  replicas: 2
`,
    },
    {
      name: 'an autoscaler goes down to one',
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
    name: web
  minReplicas: «1»
  maxReplicas: 5
`,
      fails: ['single'],
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
  minReplicas: 2
  maxReplicas: 5
`,
    },
    {
      name: 'an autoscaler sees to it',
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
    name: web
  minReplicas: 2
  maxReplicas: 5
`,
    },
  ],
})
