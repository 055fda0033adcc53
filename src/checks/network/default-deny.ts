import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { selectsEverything } from '../../models/kubernetes/label-selector.ts'
import { namespaceScope } from '../../models/kubernetes/namespace-scope.ts'
import { policyIndex, type Direction, type NetworkPolicy } from '../../models/network/network-policy.ts'

export const defaultDeny = defineCheck({
  id: 'network/default-deny',
  controls: ['net-policy-objects', 'build-manifest-analysis'],
  subject: namespaceScope,
  reads: 'estate',
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Namespaces deny by default', ja: '名前空間は既定で通信を拒否する' }),
  why: text({
    en: 'A policy for all pods that allows nothing makes the others a list of what is allowed, and holds the pod that somebody adds tomorrow without a thought for policies.',
    ja: 'すべての Pod を対象に何も許可しないポリシーを置くと、ほかのポリシーが許可の一覧になります。後から何気なく追加された Pod も制限されます。',
  }),
  messages: {
    missing: text({
      en: 'no policy of namespace {name} denies all {direction} by default',
      ja: '名前空間 {name} に、{direction} を既定で拒否するポリシーがありません',
    }),
    missingUnnamed: text({
      en: 'no policy beside this one denies all {direction} by default',
      ja: '同じ場所のポリシーに、{direction} を既定で拒否するものがありません',
    }),
  },
  *evaluate({ name, object }, { report, estate }) {
    const policies = estate.view(policyIndex).policiesIn(name)
    const first = policies[0]
    if (first === undefined)
      return notApplicable(text({ en: 'the namespace has no policies at all', ja: '名前空間にポリシーがありません' }))
    for (const direction of ['ingress', 'egress'] as const) {
      if (policies.some((policy) => holdsAll(policy, direction))) continue
      const at = object === undefined ? { at: ['metadata', 'name'], of: first } : { at: ['metadata', 'name'] }
      yield name === '' ? report('missingUnnamed', { direction }, at) : report('missing', { name, direction }, at)
    }
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies'],
  examples: [
    {
      name: 'policies for single pods only',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: «api»
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: api
`,
      fails: [['missing', 'missing']],
    },
    {
      name: 'no namespace is named',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: «api»
spec:
  podSelector:
    matchLabels:
      app: api
`,
      fails: [['missingUnnamed', 'missingUnnamed']],
    },
    {
      name: 'ingress is denied, egress is not',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: «default-deny»
  namespace: shop
spec:
  podSelector: {}
`,
      fails: ['missing'],
    },
    {
      name: 'both',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
    },
  ],
})

/** Whether a policy isolates all pods of its namespace in a direction. What it allows on top is its own affair, unless that is everything. */
function holdsAll(policy: NetworkPolicy, direction: Direction): boolean {
  const { podSelector } = policy
  return (
    (podSelector === undefined || selectsEverything(podSelector)) &&
    policy.isAbout(direction) &&
    policy.rules(direction).every(({ peers }) => peers.length > 0)
  )
}
