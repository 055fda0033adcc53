import { defineCheck, notApplicable, type Check } from '../core/check.ts'
import { text, type Text } from '../core/text.ts'
import { policyIndex, type Direction } from '../models/network/network-policy.ts'
import { workload } from '../models/workload/workload.ts'

export interface IsolationCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly direction: Direction
  readonly title: Text<never>
  readonly why: Text<never>
  readonly open: Text<'kind' | 'name'>
}

/** A check that some network policy of its namespace holds the traffic of each pod in one direction. */
export function isolationCheck({ direction, open, ...rest }: IsolationCheck): Check {
  const pod = (labels: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  ${labels}:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`
  const policy = (namespace: string, selector: string): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: policy
  namespace: ${namespace}
spec:
  podSelector: ${selector}
  policyTypes: [Ingress, Egress]
`
  return defineCheck({
    ...rest,
    subject: workload,
    reads: 'estate',
    severity: 'medium',
    confidence: 'medium',
    since: '0.1.0',
    messages: { open },
    *evaluate(subject, { report, estate }) {
      const index = estate.view(policyIndex)
      if (subject.get('hostNetwork') === true) {
        return notApplicable(text({ en: 'policies do not reach the network of nodes', ja: 'ノードのネットワークにはポリシーが効きません' }))
      }
      if (index.policiesIn(subject.scope).length === 0) {
        return notApplicable(text({ en: 'the namespace has no policies at all', ja: '名前空間にポリシーがありません' }))
      }
      if (!index.isolates(subject, direction)) {
        yield report('open', { kind: subject.kind, name: subject.object.name }, { at: subject.atMetadata('labels'), part: 'key' })
      }
      return undefined
    },
    references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
    examples: [
      {
        name: 'another pod is held, this one is not',
        source: pod('«labels»') + policy('shop', '{ matchExpressions: [{ key: app, operator: In, values: [api, db] }] }'),
        fails: ['open'],
      },
      { name: 'an empty selector holds every pod of the namespace', source: pod('labels') + policy('shop', '{}') },
      {
        name: 'a policy of another namespace does not count',
        source: pod('«labels»') + policy('cafe', '{}') + policy('shop', '{ matchLabels: { app: other } }'),
        fails: ['open'],
      },
    ],
  })
}
