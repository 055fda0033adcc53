import { defineCheck, notApplicable } from '../../core/check.ts'
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
    yield report('together', { kind: pod.kind, name: pod.object.name, count }, { at: pod.at('topologySpreadConstraints') })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/availability-zones'],
  examples: [
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
