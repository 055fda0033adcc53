import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { objectIndex } from '../../models/kubernetes/object-index.ts'
import { objectsOfKind, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { gatewayGroup, referenceGrants, referencesIn, Route, routeKinds, type Reference } from '../../models/network/gateway.ts'

export const grantedReference = defineCheck({
  id: 'gateway/granted-reference',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: objectsOfKind(`${gatewayGroup}/Gateway`, ...routeKinds.map((kind) => `${gatewayGroup}/${kind}`)),
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'References across namespaces are granted', ja: '名前空間をまたぐ参照を許可する' }),
  why: text({
    en: 'A Gateway refuses a reference into another namespace that this namespace has not granted. What does not work today is often made to work by a grant that is far too wide.',
    ja: 'Gateway は、参照先の名前空間が許可していない参照を拒否します。動かないものを動かすために、広すぎる許可が与えられがちです。',
  }),
  messages: {
    refused: text({
      en: 'no ReferenceGrant of namespace {namespace} allows the reference to {kind} {name}',
      ja: '名前空間 {namespace} に、{kind} {name} への参照を許可する ReferenceGrant がありません',
    }),
    notInSet: text({
      en: 'whether namespace {namespace} allows the reference to {kind} {name} is not in the scanned set',
      ja: '名前空間 {namespace} が {kind} {name} への参照を許可しているかどうかは、検査対象からは分かりません',
    }),
  },
  *evaluate(object, { report, unknown, estate }) {
    for (const reference of referencesOf(object)) {
      const { scope, kind, name, at } = reference
      if (scope === object.scope || estate.view(referenceGrants).allow(object, reference)) continue
      const words = { namespace: scope, kind, name }
      const isSeen = estate.notAnalysed.length === 0 && estate.view(objectIndex).holdsAny(scope)
      yield isSeen
        ? report('refused', words, { at: [...at, 'namespace'] })
        : unknown('notInSet', words, { at: [...at, 'namespace'], severity: 'info' })
    }
  },
  references: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  examples: [
    {
      name: 'a Service of a namespace that grants nothing, and a certificate of one that is kept elsewhere',
      source: `apiVersion: v1
kind: Service
metadata:
  name: mail
  namespace: mail
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: mail
  namespace: edge
spec:
  rules:
    - backendRefs:
        - name: mail
          namespace: «mail»
          port: 80
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
  namespace: edge
spec:
  listeners:
    - name: web-tls
      port: 443
      protocol: HTTPS
      tls:
        certificateRefs:
          - name: shop-tls
            namespace: ‹shop›
`,
      fails: ['refused'],
      unknown: ['notInSet'],
    },
    {
      name: 'what is granted, and the same namespace',
      source: `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: edge
  namespace: mail
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      namespace: edge
  to:
    - group: ""
      kind: Service
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: mail
  namespace: edge
spec:
  rules:
    - backendRefs:
        - name: mail
          namespace: mail
          port: 80
        - name: web
          port: 80
`,
    },
  ],
})

function referencesOf(object: KubernetesObject): readonly Reference[] {
  if (object.kind !== 'Gateway') return new Route(object).backends
  return listAt(object.value, ['spec', 'listeners']).flatMap((listener, index) =>
    listAt(listener, ['tls', 'certificateRefs']).flatMap((certificate, position) =>
      referencesIn(object, certificate, ['spec', 'listeners', index, 'tls', 'certificateRefs', position], '', 'Secret'),
    ),
  )
}
