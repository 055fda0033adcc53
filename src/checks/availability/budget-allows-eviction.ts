import { defineCheck } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { message, text } from '../../core/text.ts'
import { allowedDisruptions, disruptionBudgets } from '../../models/workload/disruption-budgets.ts'
import { autoscalers, fewestAt, fewestReplicas } from '../../models/workload/replicas.ts'
import { workload } from '../../models/workload/workload.ts'

const oneAtATime = text({ en: 'let one pod go at a time', ja: 'Pod を 1 つずつ退避できるようにする' })

export const budgetAllowsEviction = defineCheck({
  id: 'availability/budget-allows-eviction',
  controls: ['workload-pdb', 'pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Disruption budgets let nodes be drained', ja: 'PodDisruptionBudget でノードのドレインを妨げない' }),
  why: text({
    en: 'A budget that allows no eviction at all stops the upgrade of AKS at this pod: security patches of the node wait until somebody deletes it by hand.',
    ja: '退避をまったく許さない PodDisruptionBudget があると、AKS の更新がその Pod で止まります。誰かが手で削除するまで、ノードのセキュリティ更新が適用されません。',
  }),
  messages: {
    blocks: text({
      en: 'the budget {budget} never lets a pod of {kind} {name} go',
      ja: 'PodDisruptionBudget {budget} は、{kind} {name} の Pod の退避をまったく許しません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const scalers = estate.view(autoscalers)
    const count = fewestReplicas(pod, scalers)
    const scaler = scalers.of(pod)
    if (count === undefined || count === 0) return
    for (const budget of estate.view(disruptionBudgets).of(pod)) {
      if (allowedDisruptions(budget, count) !== 0) continue
      const key = budget.get('spec', 'maxUnavailable') === undefined ? 'minAvailable' : 'maxUnavailable'
      const edits = [...(key === 'minAvailable' ? [remove(['spec', key])] : []), set(['spec', 'maxUnavailable'], 1)]
      yield report(
        'blocks',
        { budget: budget.name, kind: pod.kind, name: pod.object.name },
        {
          of: budget,
          at: ['spec', key],
          related: [
            {
              of: scaler ?? pod,
              at: scaler === undefined ? ['spec', 'replicas'] : fewestAt(scaler),
              note: message(text({ en: '{count} pods', ja: 'Pod {count} 個' }), { count }),
            },
          ],
          fix: { title: oneAtATime, safety: 'review', edits, subject: budget },
        },
      )
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/upgrade-cluster'],
  examples: [
    {
      name: 'as many must stay as there are',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: «2»
  selector:
    matchLabels:
      app: web
`,
      fails: ['blocks'],
      fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  maxUnavailable: 1
`,
    },
    {
      name: 'an autoscaler may go down to as many as must stay',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels:
        app: web
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
  maxReplicas: 9
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: «2»
  selector:
    matchLabels:
      app: web
`,
      fails: ['blocks'],
    },
    {
      name: 'all of them by percentage',
      source: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: app
          image: registry.example/db:1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: db
spec:
  minAvailable: «100%»
  selector:
    matchLabels:
      app: db
`,
      fails: ['blocks'],
    },
    {
      name: 'one may go; half of one, rounded up, may go too',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 50%
  selector:
    matchLabels:
      app: web
`,
    },
  ],
})
