import { defineCheck, type FixDraft } from '../../core/check.ts'
import { append, set, type PathEdit } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { ingress } from '../../models/network/ingress.ts'

/** The opposite of `Ingress.isTlsElsewhere` in CEL. */
const isTlsHere = `!['kubernetes.azure.com/tls-cert-keyvault-uri', 'appgw.ingress.kubernetes.io/appgw-ssl-certificate']
.exists(key, key in object.metadata.?annotations.orValue({}))`

/** `Ingress.coversByTls` in CEL, of the host of `rule`. A wildcard stands for one label. */
const coversInCel = `object.spec.tls.exists(entry, size(entry.?hosts.orValue([])) == 0 || entry.hosts.exists(host, host == rule.host
  || (host.startsWith('*.') && rule.host.endsWith(host.substring(1)) && size(rule.host.split('.')) == size(host.split('.')))))`

export const tls = defineCheck({
  id: 'ingress/tls',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  standards: ['cis-aks/5.4.5'],
  subject: ingress,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Ingresses serve TLS for every host', ja: 'Ingress のすべてのホストで TLS を使う' }),
  why: text({
    en: 'Without TLS credentials and session cookies pass in the clear, and nobody can tell the real service from one in between.',
    ja: 'TLS がないと、資格情報やセッションの Cookie が平文で流れ、途中のなりすましを見分けることもできません。',
  }),
  messages: {
    none: text({ en: 'Ingress {name} has no TLS', ja: 'Ingress {name} に TLS の設定がありません' }),
    host: text({ en: 'no TLS entry of Ingress {name} covers {host}', ja: 'Ingress {name} の TLS に {host} が含まれていません' }),
  },
  *evaluate(subject, { report }) {
    const { object, rules } = subject
    const { name } = object
    if (subject.isTlsElsewhere) return
    if (listAt(object.value, ['spec', 'tls']).length === 0) {
      const hosts = rules.map(({ host }) => host ?? '')
      const fix =
        hosts.length === 0 || hosts.includes('')
          ? undefined
          : fixFor([set(['spec', 'tls'], [{ hosts: [...new Set(hosts)], secretName: `${name}-tls` }])])
      yield report('none', { name }, { at: ['spec', 'tls'], fix })
      return
    }
    for (const { host, at } of rules) {
      if (host === undefined || host === '' || subject.coversByTls(host)) continue
      const fix = fixFor([
        append(['spec', 'tls'], { hosts: [host], secretName: `${name}-${host.replace('*', 'any').replaceAll('.', '-')}-tls` }),
      ])
      yield report('host', { name, host }, { at: [...at, 'host'], fix })
    }
  },
  enforce: {
    azurePolicy: '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d',
    cel: [
      {
        of: 'object',
        forbids: `${isTlsHere} && size(object.?spec.?tls.orValue([])) == 0`,
        message: 'none',
        args: { name: 'object.metadata.name' },
      },
      {
        of: 'object',
        each: [{ in: 'object.?spec.?rules.orValue([])', as: 'rule' }],
        forbids: `${isTlsHere} && size(object.?spec.?tls.orValue([])) > 0 && rule.?host.orValue('') != '' && !${coversInCel}`,
        message: 'host',
        args: { name: 'object.metadata.name', host: 'rule.host' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/app-routing-dns-ssl'],
  examples: [
    {
      name: 'none, and a host that is left out',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  «rules»:
    - host: shop.example
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts: ["*.shop.example"]
      secretName: shop-tls
  rules:
    - host: www.shop.example
    - host: «api.eu.shop.example»
`,
      fails: ['none', 'host'],
      fixed: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: shop.example
  tls:
    - hosts:
        - shop.example
      secretName: web-tls
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts: ["*.shop.example"]
      secretName: shop-tls
    - hosts:
        - api.eu.shop.example
      secretName: shop-api-eu-shop-example-tls
  rules:
    - host: www.shop.example
    - host: api.eu.shop.example
`,
    },
    {
      name: 'every host, and a certificate that the controller takes from Key Vault',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls:
    - hosts: [shop.example]
      secretName: shop-tls
  rules:
    - host: shop.example
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.azure.com/tls-cert-keyvault-uri: https://shop.vault.azure.net/certificates/shop
spec:
  rules:
    - host: shop.example
`,
    },
  ],
})

/** The certificate has to be made by somebody, under the name that the fix writes down. */
function fixFor(edits: readonly PathEdit[]): FixDraft {
  return {
    title: text({ en: 'serve TLS with a certificate from this Secret', ja: 'この Secret の証明書で TLS を使う' }),
    safety: 'review',
    edits,
  }
}
