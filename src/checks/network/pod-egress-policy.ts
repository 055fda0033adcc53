import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { policyIndex } from '../../models/network/network-policy.ts'
import { workload } from '../../models/workload/workload.ts'

export const podEgressPolicy = defineCheck({
  id: 'network/pod-egress-policy',
  controls: ['net-policy-objects', 'net-egress-type', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'A network policy limits the egress of every pod', ja: 'すべての Pod の送信をネットワークポリシーで制限する' }),
  why: text({
    en: 'Policies only ever narrow what they select. A pod that none of them selects for egress may reach everything, however closely the others of its namespace are held.',
    ja: 'ポリシーは、選択した Pod だけを制限します。送信についてどのポリシーにも選択されない Pod は、同じ名前空間のほかの Pod が制限されていても、どこへでも接続できます。',
  }),
  messages: {
    open: text({
      en: 'no policy of the namespace limits the egress of {kind} {name}',
      ja: '{kind} {name} の送信を制限するポリシーが名前空間にありません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const index = estate.view(policyIndex)
    if (pod.get('hostNetwork') === true)
      return notApplicable(text({ en: 'policies do not reach the network of nodes', ja: 'ノードのネットワークにはポリシーが効きません' }))
    if (index.policiesIn(pod.scope).length === 0)
      return notApplicable(text({ en: 'the namespace has no policies at all', ja: '名前空間にポリシーがありません' }))
    if (!index.isolates(pod, 'egress'))
      yield report('open', { kind: pod.kind, name: pod.object.name }, { at: pod.atMetadata('labels'), part: 'key' })
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  examples: [
    {
      name: 'another pod is held, this one is not',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  «labels»:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api
  namespace: shop
spec:
  podSelector:
    matchExpressions:
      - { key: app, operator: In, values: [api, db] }
  policyTypes: [Ingress, Egress]
`,
      fails: ['open'],
    },
    {
      name: 'an empty selector holds every pod of the namespace',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
    },
    {
      name: 'a policy of another namespace does not count',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  «labels»:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: cafe
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: other
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: other
  policyTypes: [Ingress, Egress]
`,
      fails: ['open'],
    },
  ],
})
