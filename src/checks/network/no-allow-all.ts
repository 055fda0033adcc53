import { defineCheck, type CelRule } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { selectsEverything } from '../../models/kubernetes/label-selector.ts'
import { networkPolicy, isAboutInCel } from '../../models/network/network-policy.ts'

export const noAllowAll = defineCheck({
  id: 'network/no-allow-all',
  controls: ['net-policy-objects', 'build-manifest-analysis'],
  subject: networkPolicy,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No network policy allows everything for every pod', ja: 'すべての Pod にすべてを許可するポリシーを置かない' }),
  why: text({
    en: 'Policies add up: one that opens all pods of the namespace to everybody makes every other policy of that direction meaningless.',
    ja: 'ポリシーの許可は合算されます。すべての Pod をすべてに開くものが 1 つあると、その方向のほかのポリシーは意味を失います。',
  }),
  messages: {
    all: text({
      en: 'policy {name} allows all {direction} of all pods',
      ja: 'ポリシー {name} がすべての Pod の {direction} をすべて許可しています',
    }),
  },
  *evaluate(policy, { report }) {
    if (policy.podSelector !== undefined && !selectsEverything(policy.podSelector)) return
    for (const direction of ['ingress', 'egress'] as const) {
      if (!policy.isAbout(direction)) continue
      const rule = policy.rules(direction).find(({ peers, ports }) => peers.length === 0 && ports.length === 0)
      if (rule !== undefined) yield report('all', { name: policy.object.name, direction }, { at: rule.at })
    }
  },
  enforce: {
    cel: (['ingress', 'egress'] as const).map((direction): CelRule => ({
      of: 'object',
      forbids: `${isAboutInCel(direction)} && size(object.?spec.?podSelector.?matchLabels.orValue({})) == 0 && size(object.?spec.?podSelector.?matchExpressions.orValue([])) == 0 && object.?spec.?${direction}.orValue([]).exists(rule, size(rule.?${direction === 'ingress' ? 'from' : 'to'}.orValue([])) == 0 && size(rule.?ports.orValue([])) == 0)`,
      message: 'all',
      args: { name: 'object.metadata.name', direction: `'${direction}'` },
    })),
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  examples: [
    {
      name: 'an empty rule',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: open
spec:
  podSelector: {}
  ingress:
    - «{}»
`,
      fails: ['all'],
    },
    {
      name: 'open for one kind of pod, and an empty list, which allows nothing',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: gateway
spec:
  podSelector:
    matchLabels:
      app: gateway
  ingress:
    - {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
spec:
  podSelector: {}
  ingress: []
`,
    },
  ],
})
