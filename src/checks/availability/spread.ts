import { defineCheck, notApplicable } from '../../core/check.ts'
import { set, type JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { autoscalers, fewestReplicas } from '../../models/workload/replicas.ts'
import { workload } from '../../models/workload/workload.ts'

export const spread = defineCheck({
  id: 'availability/spread',
  controls: ['pod-upgrade-availability', 'node-zones', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Replicas are spread over nodes and zones', ja: '複製をノードとゾーンに分散する' }),
  why: text({
    en: 'Without a constraint all replicas may share the node, or the zone, that fails.',
    ja: '制約がないと、すべての複製が同じノードや同じゾーンに置かれ、障害時に同時に失われることがあります。',
  }),
  messages: {
    together: text({
      en: 'nothing spreads the {count} pods of {kind} {name}',
      ja: '{kind} {name} の {count} 個の Pod を分散させる指定がありません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const count = fewestReplicas(pod, estate.view(autoscalers))
    if (count === undefined || count < 2) return notApplicable(text({ en: 'not replicated', ja: '複製がありません' }))
    if (pod.list('topologySpreadConstraints').length > 0 || pod.get('affinity', 'podAntiAffinity') !== undefined) return undefined
    const at = pod.at('topologySpreadConstraints')
    const constraint = (topologyKey: string): JsonValue => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { ...pod.podLabels } },
    })
    const title = text({ en: 'spread them as far as there is room', ja: '空きのある範囲で分散させる' })
    const edits = [set(at, [constraint('topology.kubernetes.io/zone'), constraint('kubernetes.io/hostname')])]
    const fix = Object.keys(pod.podLabels).length === 0 ? undefined : ({ title, safety: 'review', edits } as const)
    yield report('together', { kind: pod.kind, name: pod.object.name, count }, { at, fix })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/availability-zones'],
  examples: [
    {
      name: 'pods with labels to tell them by',
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
      «containers»:
        - name: app
          image: registry.example/app:1
`,
      fails: ['together'],
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
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: web
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: web
`,
    },
    {
      name: 'nothing said',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      «containers»:
        - name: app
          image: registry.example/app:1
`,
      fails: ['together'],
    },
    {
      name: 'over zones',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
