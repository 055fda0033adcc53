import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { ingress } from '../../models/network/ingress.ts'

export const noDefaultBackend = defineCheck({
  id: 'ingress/no-default-backend',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: ingress,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Ingresses have no backend for everything else', ja: 'Ingress に既定のバックエンドを設けない' }),
  why: text({
    en: 'A default backend answers for every host and path that nobody has claimed: names that point at the cluster by mistake, and paths that were never meant to be reached.',
    ja: '既定のバックエンドは、誰も宣言していないすべてのホストとパスに応答します。誤ってクラスターを指している名前や、公開するはずのないパスも含まれます。',
  }),
  messages: {
    everything: text({
      en: 'Ingress {name} sends what no rule is about to a backend of its own',
      ja: 'Ingress {name} が、どの規則にも当てはまらない通信をバックエンドに送ります',
    }),
  },
  *evaluate({ object, rules }, { report }) {
    // The old versions of the API call it by a shorter name.
    const key = object.get('spec', 'defaultBackend') === undefined ? 'backend' : 'defaultBackend'
    const at = ['spec', key]
    if (object.get(...at) === undefined) return
    const title = text({ en: 'answer by rules alone', ja: '規則に当てはまる通信だけに応答する' })
    // Without any rule nothing of the Ingress would be left.
    const fix = rules.length > 0 ? { fix: { title, safety: 'review', edits: [remove(at)] } as const } : {}
    yield report('everything', { name: object.name }, { at, part: 'key', ...fix })
  },
  enforce: {
    cel: [
      { of: 'object', forbids: 'object.?spec.?defaultBackend.hasValue()', message: 'everything', args: { name: 'object.metadata.name' } },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend'],
  examples: [
    {
      name: 'one beside the rules',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  «defaultBackend»:
    service:
      name: web
      port: { number: 80 }
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port: { number: 80 }
`,
      fails: ['everything'],
      fixed: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port: { number: 80 }
`,
    },
    {
      name: 'rules alone',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: shop.example
`,
    },
  ],
})
