import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { ingress } from '../../models/network/ingress.ts'

export const host = defineCheck({
  id: 'ingress/host',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: ingress,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Ingresses name their hosts', ja: 'Ingress でホストを明示する' }),
  why: text({
    en: 'A rule without a host, or with a wildcard, answers for names of other teams, and takes what they forgot to claim.',
    ja: 'ホストのない規則やワイルドカードは、ほかのチームの名前にも応答し、宣言し忘れた名前を奪います。',
  }),
  messages: {
    every: text({ en: 'a rule of Ingress {name} answers for every host', ja: 'Ingress {name} の規則がすべてのホストに応答します' }),
    wildcard: text({ en: 'a rule of Ingress {name} answers for {host}', ja: 'Ingress {name} の規則が {host} に応答します' }),
  },
  *evaluate({ object, rules }, { report }) {
    for (const rule of rules) {
      if (rule.host === undefined || rule.host === '') yield report('every', { name: object.name }, { at: [...rule.at, 'host'] })
      else if (rule.host.startsWith('*')) yield report('wildcard', { name: object.name, host: rule.host }, { at: [...rule.at, 'host'] })
    }
  },
  enforce: {
    gatekeeper: { kind: 'K8sBlockWildcardIngress', about: 'networking.k8s.io/Ingress' },
    cel: [
      {
        of: 'object',
        each: [{ in: 'object.?spec.?rules.orValue([])', as: 'rule' }],
        forbids: "rule.?host.orValue('') == ''",
        message: 'every',
        args: { name: 'object.metadata.name' },
      },
      {
        of: 'object',
        each: [{ in: 'object.?spec.?rules.orValue([])', as: 'rule' }],
        forbids: "rule.?host.orValue('').startsWith('*')",
        message: 'wildcard',
        args: { name: 'object.metadata.name', host: 'rule.host' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  examples: [
    {
      name: 'no host, and a wildcard',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - «http»:
        paths: []
    - host: «"*.shop.example"»
`,
      fails: ['every', 'wildcard'],
    },
    {
      name: 'a host',
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
