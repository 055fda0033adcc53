import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { gateway } from '../../models/network/gateway.ts'

export const ownRoutes = defineCheck({
  id: 'gateway/own-routes',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: gateway,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Gateways say which namespaces may attach routes', ja: 'Gateway に経路を接続できる名前空間を限る' }),
  why: text({
    en: 'Where every namespace may attach, whoever can write a route anywhere can claim a host of the Gateway, and gets its visitors together with their cookies.',
    ja: 'すべての名前空間から接続できると、どこかで経路を作成できる相手が Gateway のホストを宣言し、その利用者を Cookie ごと受け取れます。',
  }),
  messages: {
    all: text({
      en: 'every namespace may attach routes to listener {listener} of Gateway {name}',
      ja: 'Gateway {name} のリスナー {listener} には、すべての名前空間から経路を接続できます',
    }),
  },
  *evaluate({ object, listeners }, { report }) {
    for (const { at: listenerAt, name, routesFrom } of listeners) {
      if (routesFrom !== 'All') continue
      const at = [...listenerAt, 'allowedRoutes', 'namespaces', 'from']
      const title = text({ en: 'take routes of its own namespace only', ja: '同じ名前空間の経路だけを受け付ける' })
      yield report('all', { listener: name, name: object.name }, { at, fix: { title, safety: 'review', edits: [set(at, 'Same')] } })
    }
  },
  references: ['https://gateway-api.sigs.k8s.io/concepts/security-model/'],
  examples: [
    {
      name: 'from everywhere',
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
      allowedRoutes:
        namespaces:
          from: «All»
`,
      fails: ['all'],
      fixed: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
  gatewayClassName: azure-alb-external
  listeners:
    - name: web-tls
      port: 443
      protocol: HTTPS
      allowedRoutes:
        namespaces:
          from: Same
`,
    },
    {
      name: 'from namespaces with a label, and from its own by default',
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
      allowedRoutes:
        namespaces:
          from: Selector
          selector:
            matchLabels:
              edge: shop
    - name: api-tls
      port: 8443
      protocol: HTTPS
`,
    },
  ],
})
