import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { namespaceScope } from '../../models/kubernetes/namespace-scope.ts'
import { isUnread } from '../../models/kubernetes/unread-kinds.ts'
import { policyIndex } from '../../models/network/network-policy.ts'
import { podIndex } from '../../models/workload/pod-index.ts'
import { kindNotRead } from '../kind-not-read.ts'

export const policy = defineCheck({
  id: 'network/policy',
  controls: ['net-policy-objects', 'build-manifest-analysis'],
  standards: ['cis-aks/4.4.2'],
  subject: namespaceScope,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Namespaces with pods have network policies', ja: 'Pod のある名前空間にネットワークポリシーを設ける' }),
  why: text({
    en: 'Without a policy every pod of the cluster reaches every pod of the namespace, and those reach everything: one hole is enough to walk through the whole cluster.',
    ja: 'ポリシーがないと、クラスター内のどの Pod からもその名前空間の Pod に接続でき、そこからどこへでも接続できます。1 つの穴からクラスター全体に侵入が広がります。',
  }),
  messages: {
    none: text({
      en: 'no network policy for the workloads of namespace {name} (there: {count})',
      ja: '名前空間 {name} のワークロード {count} 件にネットワークポリシーがありません',
    }),
    noneUnnamed: text({
      en: 'no network policy for these {count} workloads',
      ja: 'これらのワークロード {count} 件にネットワークポリシーがありません',
    }),
  },
  *evaluate({ name, object }, { report, estate }) {
    const workloads = estate
      .view(podIndex)
      .in(name)
      .filter((pod) => pod.get('hostNetwork') !== true)
    if (workloads.length === 0) return notApplicable(text({ en: 'no pods in it', ja: 'Pod がありません' }))
    if (estate.view(policyIndex).policiesIn(name).length > 0) return undefined
    if (isUnread(estate, ['NetworkPolicy'], name)) return kindNotRead
    const first = workloads[0]!
    // Variants of an installation, one a file, bring the same workloads several times.
    const count = new Set(workloads.map(({ object: { groupKind, name: own } }) => `${groupKind}/${own}`)).size
    const at =
      object === undefined
        ? { at: ['metadata', first.object.namespace === undefined ? 'name' : 'namespace'], of: first }
        : { at: ['metadata', 'name'] }
    yield name === '' ? report('noneUnnamed', { count }, at) : report('none', { name, count }, at)
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/use-network-policies',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  ],
  examples: [
    {
      name: 'two workloads and no policy: one finding',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: «shop»
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['none'],
    },
    {
      name: 'a policy',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
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
`,
    },
    {
      name: 'nothing that runs',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
`,
    },
  ],
})
