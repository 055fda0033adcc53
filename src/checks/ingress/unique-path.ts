import { defineCheck } from '../../core/check.ts'
import { defineView, type ViewKind } from '../../core/estate.ts'
import { message, text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { ingress, type Ingress, type IngressRule } from '../../models/network/ingress.ts'

interface Claim {
  readonly subject: Ingress
  readonly path: IngressRule['paths'][number]
}

/** Who claims which path of which host, class by class. */
const claims: ViewKind<ReadonlyMap<string, readonly Claim[]>> = defineView('ingress-claims', (estate) =>
  Map.groupBy(
    estate
      .subjects(ingress)
      .flatMap((subject) =>
        subject.rules.flatMap((rule) => rule.paths.map((path) => ({ subject, path, key: keyOf(subject, rule, path.path) }))),
      ),
    ({ key }) => key,
  ),
)

export const uniquePath = defineCheck({
  id: 'ingress/unique-path',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: ingress,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Each host and path has one Ingress', ja: '同じホストとパスの Ingress は 1 つだけにする' }),
  why: text({
    en: 'When two objects claim the same path, the controller chooses, often the older one: whoever deletes it hands the traffic to the other.',
    ja: '2 つの Ingress が同じパスを宣言すると、どちらを使うかはコントローラー次第です。片方を削除すると、通信がもう片方に渡ります。',
  }),
  messages: {
    claimed: text({ en: '{host}{path} is also claimed by Ingress {other}', ja: '{host}{path} は Ingress {other} でも宣言されています' }),
  },
  *evaluate(subject, { report, estate }) {
    const index = estate.view(claims)
    for (const rule of subject.rules) {
      for (const path of rule.paths) {
        const other = index
          .get(keyOf(subject, rule, path.path))
          ?.find((claim) => claim.subject !== subject && !isVariant(claim.subject, subject))
        if (other === undefined) continue
        yield report(
          'claimed',
          { host: rule.host ?? '*', path: path.path, other: `${other.subject.object.scope}/${other.subject.object.name}` },
          {
            at: path.at,
            part: 'key',
            related: [{ of: other.subject, at: other.path.at, note: message(text({ en: 'the other claim', ja: 'もう一方の宣言' }), {}) }],
          },
        )
      }
    }
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  examples: [
    {
      name: 'two teams, one path',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - «path: /»
            pathType: Prefix
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: landing
  namespace: marketing
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - «path: /»
            pathType: Prefix
`,
      fails: ['claimed', 'claimed'],
    },
    {
      name: 'two paths, and two classes',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
spec:
  ingressClassName: public
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
          - path: /api
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web-internal
  namespace: shop
spec:
  ingressClassName: internal
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
`,
    },
  ],
})

function keyOf({ object }: Ingress, { host }: IngressRule, path: string): string {
  const className = object.annotations['kubernetes.io/ingress.class'] ?? stringAt(object.value, ['spec', 'ingressClassName']) ?? ''
  return [className, host ?? '*', path].join('\u0000')
}

/** The same object twice, as when two environments of one application are scanned together, is no conflict; neither is a canary. */
function isVariant(one: Ingress, other: Ingress): boolean {
  const canary = 'nginx.ingress.kubernetes.io/canary'
  if (one.object.annotations[canary] === 'true' || other.object.annotations[canary] === 'true') return true
  return one.object.name === other.object.name && one.object.scope === other.object.scope
}
