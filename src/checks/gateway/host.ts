import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { gateway, route } from '../../models/network/gateway.ts'

/** Kinds of routes that know the host of a request. */
const byHost = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute'])

export const host = defineCheck({
  id: 'gateway/host',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: route,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Routes name their hosts', ja: '経路のホストを明示する' }),
  why: text({
    en: 'A route without a host, on a listener without one, answers for names of other teams, and takes what they forgot to claim.',
    ja: 'ホストのないリスナーにホストのない経路を接続すると、ほかのチームの名前にも応答し、宣言し忘れた名前を奪います。',
  }),
  messages: {
    every: text({
      en: '{kind} {name} answers for every host of Gateway {gateway}',
      ja: '{kind} {name} が Gateway {gateway} のすべてのホストに応答します',
    }),
  },
  *evaluate(subject, { report, estate }) {
    const { object, hostnames, onlyRedirectsToTls } = subject
    if (!byHost.has(object.kind) || onlyRedirectsToTls)
      return notApplicable(text({ en: 'it knows no hosts, or only redirects', ja: 'ホストを扱わないか、リダイレクトだけを行います' }))
    if (hostnames.length > 0) return undefined
    // Where the Gateway is not in the scanned set, its listeners may well name the host.
    const open = estate
      .subjects(gateway)
      .find((candidate) =>
        candidate.listeners.some((listener) => (listener.hostname ?? '') === '' && subject.attachesTo(candidate, listener)),
      )
    if (open !== undefined)
      yield report('every', { kind: object.kind, name: object.name, gateway: open.object.name }, { at: ['spec', 'hostnames'] })
    return undefined
  },
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#hostnames'],
  examples: [
    {
      name: 'neither the route nor the listener names one',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
  gatewayClassName: azure-alb-external
  listeners:
    - name: web-tls
      port: 443
      protocol: HTTPS
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
spec:
  «parentRefs»:
    - name: shop
  rules:
    - backendRefs:
        - name: web
          port: 80
`,
      fails: ['every'],
    },
    {
      name: 'the route names one, or the listener does',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
  gatewayClassName: azure-alb-external
  listeners:
    - name: web-tls
      port: 443
      protocol: HTTPS
    - name: api-tls
      port: 8443
      protocol: HTTPS
      hostname: api.shop.example
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
spec:
  parentRefs:
    - name: shop
  hostnames: [shop.example]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: api
spec:
  parentRefs:
    - name: shop
      sectionName: api-tls
`,
    },
  ],
})
