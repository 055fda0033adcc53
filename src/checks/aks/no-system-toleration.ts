import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

const systemTaint = 'CriticalAddonsOnly'

export const noSystemToleration = defineCheck({
  id: 'aks/no-system-toleration',
  controls: ['node-system-pool', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Workloads stay off the system node pool', ja: 'システムノードプールでワークロードを動かさない' }),
  why: text({
    en: 'CoreDNS and the other components that a cluster lives by run on the system pool. What shares its nodes shares their fate, and a break-out there reaches them first.',
    ja: 'CoreDNS など、クラスターを支えるコンポーネントはシステムプールで動きます。同じノードに置くと障害を共にし、侵入されたときに真っ先に被害が及びます。',
  }),
  messages: {
    tolerates: text({
      en: '{kind} {name} tolerates the taint of the system pool',
      ja: '{kind} {name} がシステムプールの taint を許容しています',
    }),
  },
  *evaluate(pod, { report }) {
    // Agents that look after every node, system nodes included, have to run there.
    if (pod.kind === 'DaemonSet' || pod.object.namespace === 'kube-system') return
    for (const [index, toleration] of pod.list('tolerations').entries()) {
      if (stringAt(toleration, ['key']) !== systemTaint) continue
      const title = text({ en: 'keep it off the system pool', ja: 'システムプールで動かさない' })
      const fix = { title, safety: 'review', edits: [remove(pod.at('tolerations', index))] } as const
      yield report('tolerates', { kind: pod.kind, name: pod.object.name }, { at: pod.at('tolerations', index, 'key'), fix })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/use-system-pools'],
  examples: [
    {
      name: 'the taint by name',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      tolerations:
        - key: «CriticalAddonsOnly»
          operator: Exists
      containers:
        - name: app
          image: registry.example/app:1
`,
      fails: ['tolerates'],
      fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      tolerations: []
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
    {
      name: 'an agent for every node',
      source: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      tolerations:
        - key: CriticalAddonsOnly
          operator: Exists
      containers:
        - name: app
          image: registry.example/agent:1
`,
    },
  ],
})
