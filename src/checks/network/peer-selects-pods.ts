import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { networkPolicy } from '../../models/network/network-policy.ts'
import { podIndex } from '../../models/workload/pod-index.ts'
import { podsNotKnown } from '../pods-not-known.ts'

export const peerSelectsPods = defineCheck({
  id: 'network/peer-selects-pods',
  controls: ['net-policy-objects', 'build-manifest-analysis'],
  subject: networkPolicy,
  reads: 'estate',
  severity: 'low',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'Peers of network policies select pods', ja: 'ネットワークポリシーの接続相手が Pod を選択する' }),
  why: text({
    en: 'A rule for a peer that does not exist allows nothing; what was meant to work is cut off, and the next person widens the rule until it does.',
    ja: '存在しない相手への規則は何も許可しません。動くはずの通信が止まり、次の担当者が動くようになるまで規則を広げてしまいます。',
  }),
  messages: {
    nothing: text({
      en: 'this peer of policy {name} is none of the workloads of the namespace (there: {count})',
      ja: 'ポリシー {name} のこの接続相手は、名前空間のワークロード {count} 件のどれにも当てはまりません',
    }),
  },
  *evaluate(policy, { report, estate }) {
    const pods = estate.view(podIndex)
    const workloads = pods.in(policy.scope)
    if (!pods.isKnown(policy.scope)) return podsNotKnown
    for (const { peers } of [...policy.rules('ingress'), ...policy.rules('egress')]) {
      for (const { at, podSelector, namespaceSelector } of peers) {
        // Pods of other namespaces may well be deployed from somewhere else.
        if (podSelector === undefined || namespaceSelector !== undefined) continue
        if (workloads.some(({ podLabels }) => selects(podSelector, podLabels))) continue
        yield report('nothing', { name: policy.object.name, count: workloads.length }, { at: [...at, 'podSelector'], part: 'key' })
      }
    }
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  examples: [
    {
      name: 'nobody of that name',
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
  name: web
  namespace: shop
spec:
  podSelector: {}
  ingress:
    - from:
        - «podSelector»:
            matchLabels:
              app: gateway
        - namespaceSelector: {}
          podSelector:
            matchLabels:
              app: elsewhere
`,
      fails: ['nothing'],
    },
    {
      name: 'itself',
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
  name: web
  namespace: shop
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web
`,
    },
  ],
})
