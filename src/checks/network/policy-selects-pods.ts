import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { networkPolicy } from '../../models/network/network-policy.ts'
import { podIndex } from '../../models/workload/pod-index.ts'
import { podsNotKnown } from '../pods-not-known.ts'

export const policySelectsPods = defineCheck({
  id: 'network/policy-selects-pods',
  controls: ['net-policy-objects', 'build-manifest-analysis'],
  subject: networkPolicy,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Network policies select pods', ja: 'ネットワークポリシーが Pod を選択する' }),
  why: text({
    en: 'A label that is misspelt or was renamed leaves a policy that looks like protection and holds nobody.',
    ja: 'ラベルの綴りの誤りや変更漏れがあると、守っているように見えて何も制限しないポリシーになります。',
  }),
  messages: {
    nothing: text({
      en: 'policy {name} selects none of the workloads of its namespace (there: {count})',
      ja: 'ポリシー {name} は、名前空間のワークロード {count} 件のどれも選択しません',
    }),
  },
  *evaluate(policy, { report, estate }) {
    const pods = estate.view(podIndex)
    const workloads = pods.in(policy.scope)
    if (!pods.isKnown(policy.scope)) return podsNotKnown
    if (workloads.some(({ podLabels }) => policy.selectsPod(policy.scope, podLabels))) return undefined
    yield report('nothing', { name: policy.object.name, count: workloads.length }, { at: ['spec', 'podSelector'], part: 'key' })
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  examples: [
    {
      name: 'a misspelt label',
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
  «podSelector»:
    matchLabels:
      app: wep
`,
      fails: ['nothing'],
    },
    {
      name: 'the pods are kept elsewhere',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
`,
    },
  ],
})
