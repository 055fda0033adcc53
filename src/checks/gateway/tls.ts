import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { gateway, route } from '../../models/network/gateway.ts'

export const tls = defineCheck({
  id: 'gateway/tls',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: gateway,
  reads: 'estate',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Gateways serve by TLS', ja: 'Gateway では TLS で応答する' }),
  why: text({
    en: 'Without TLS credentials and session cookies pass in the clear, and nobody can tell the real service from one in between.',
    ja: 'TLS がないと、資格情報やセッションの Cookie が平文で流れ、途中のなりすましを見分けることもできません。',
  }),
  messages: {
    plain: text({
      en: 'listener {listener} of Gateway {name} takes requests without TLS',
      ja: 'Gateway {name} のリスナー {listener} は TLS のない要求を受け付けます',
    }),
    serves: text({
      en: 'listener {listener} of Gateway {name} has no TLS, and {kind} {route} serves more by it than a redirect',
      ja: 'Gateway {name} のリスナー {listener} には TLS がなく、{kind} {route} がリダイレクト以外の応答を返します',
    }),
  },
  *evaluate(subject, { report, estate }) {
    for (const listener of subject.listeners) {
      if (listener.protocol !== 'HTTP') continue
      const attached = estate.subjects(route).filter((candidate) => candidate.attachesTo(subject, listener))
      const serving = attached.find(({ onlyRedirectsToTls }) => !onlyRedirectsToTls)
      // A listener that only sends people on to TLS is the usual way to do so.
      if (attached.length > 0 && serving === undefined) continue
      const at = [...listener.at, 'protocol']
      const words = { listener: listener.name, name: subject.object.name }
      yield serving === undefined
        ? report('plain', words, { at })
        : report(
            'serves',
            { ...words, kind: serving.object.kind, route: serving.object.name },
            {
              at,
              related: [{ of: serving, at: ['spec', 'parentRefs'], note: text({ en: 'attached here', ja: 'ここで接続されています' }) }],
            },
          )
    }
  },
  references: ['https://gateway-api.sigs.k8s.io/guides/tls/'],
  examples: [
    {
      name: 'a listener without TLS, and one with a route that serves by it',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: inside
  namespace: edge
spec:
  gatewayClassName: azure-alb-external
  listeners:
    - name: web
      port: 80
      protocol: «HTTP»
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
  namespace: edge
spec:
  gatewayClassName: azure-alb-external
  listeners:
    - name: web
      port: 80
      protocol: «HTTP»
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
  namespace: edge
spec:
  parentRefs:
    - name: shop
  hostnames: [shop.example]
  rules:
    - backendRefs:
        - name: web
          port: 80
`,
      fails: ['plain', 'serves'],
    },
    {
      name: 'TLS, and a listener that sends people there',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
  namespace: edge
spec:
  gatewayClassName: azure-alb-external
  listeners:
    - name: web
      port: 80
      protocol: HTTP
    - name: web-tls
      port: 443
      protocol: HTTPS
      hostname: shop.example
      tls:
        certificateRefs:
          - name: shop-tls
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: to-tls
  namespace: edge
spec:
  parentRefs:
    - name: shop
      sectionName: web
  rules:
    - filters:
        - type: RequestRedirect
          requestRedirect:
            scheme: https
            statusCode: 301
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
  namespace: edge
spec:
  parentRefs:
    - name: shop
      sectionName: web-tls
  rules:
    - backendRefs:
        - name: web
          port: 80
`,
    },
  ],
})
