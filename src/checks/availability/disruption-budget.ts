import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isUnread } from '../../models/kubernetes/unread-kinds.ts'
import { disruptionBudgets } from '../../models/workload/disruption-budgets.ts'
import { autoscalers, fewestReplicas } from '../../models/workload/replicas.ts'
import { workload } from '../../models/workload/workload.ts'
import { kindNotRead } from '../kind-not-read.ts'

export const disruptionBudget = defineCheck({
  id: 'availability/disruption-budget',
  controls: ['workload-pdb', 'pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Replicated workloads have a disruption budget', ja: '複製のあるワークロードに PodDisruptionBudget を設ける' }),
  why: text({
    en: 'Without a budget an upgrade of the node pool may evict all pods of a workload at the same time.',
    ja: 'PodDisruptionBudget がないと、ノードプールの更新時にワークロードのすべての Pod が同時に退避されることがあります。',
  }),
  messages: {
    none: text({
      en: 'no disruption budget covers the {count} pods of {kind} {name}',
      ja: '{kind} {name} の {count} 個の Pod を対象とする PodDisruptionBudget がありません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const count = fewestReplicas(pod, estate.view(autoscalers))
    if (count === undefined || count < 2) return notApplicable(text({ en: 'not replicated', ja: '複製がありません' }))
    if (estate.view(disruptionBudgets).of(pod).length > 0) return undefined
    if (isUnread(estate, ['PodDisruptionBudget'], pod.scope)) return kindNotRead
    yield report('none', { kind: pod.kind, name: pod.object.name, count }, { at: ['metadata', 'name'] })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/operator-best-practices-scheduler'],
  examples: [
    {
      name: 'none for these labels',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: «web»
spec:
  replicas: 3
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
  name: api
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: api
`,
      fails: ['none'],
    },
    {
      name: 'one, by an expression',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
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
  maxUnavailable: 1
  selector:
    matchExpressions:
      - { key: app, operator: In, values: [web, api] }
`,
    },
  ],
})
