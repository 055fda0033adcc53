import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { objectIndex } from '../../models/kubernetes/object-index.ts'
import { gateway, gatewayGroup, route } from '../../models/network/gateway.ts'

export const existingParent = defineCheck({
  id: 'gateway/existing-parent',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: route,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Routes attach to Gateways and listeners that exist', ja: '存在する Gateway とリスナーに経路を接続する' }),
  why: text({
    en: 'A route that attaches to nothing waits for whoever creates a Gateway of that name, and publishes a workload the day that happens.',
    ja: '接続先のない経路は、その名前の Gateway が作られた日にワークロードを公開します。',
  }),
  messages: {
    absent: text({
      en: 'there is no Gateway {gateway} among those of the namespace',
      ja: '名前空間の Gateway の中に {gateway} がありません',
    }),
    listener: text({
      en: 'Gateway {gateway} has no listener {listener}',
      ja: 'Gateway {gateway} にリスナー {listener} がありません',
    }),
    notInSet: text({
      en: 'Gateway {gateway} is not in the scanned set; scan the files that define it as well',
      ja: 'Gateway {gateway} は検査対象に含まれていません。定義しているファイルも検査してください',
    }),
  },
  *evaluate({ parents }, { report, unknown, estate }) {
    for (const { group, kind, name, scope, sectionName, at } of parents) {
      if (group !== gatewayGroup || kind !== 'Gateway') continue
      const standing = estate.view(objectIndex).standing(`${gatewayGroup}/Gateway`, scope, name)
      if (standing === 'absent') yield report('absent', { gateway: name }, { at: [...at, 'name'] })
      if (standing === 'elsewhere') yield unknown('notInSet', { gateway: name }, { at: [...at, 'name'], severity: 'info' })
      if (standing !== 'present' || sectionName === undefined) continue
      const parent = estate.subjects(gateway).find(({ object }) => object.name === name && object.scope === scope)
      if (parent === undefined || parent.listeners.some((listener) => listener.name === sectionName)) continue
      yield report('listener', { gateway: name, listener: sectionName }, { at: [...at, 'sectionName'] })
    }
  },
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways'],
  examples: [
    {
      name: 'a misspelt Gateway, a misspelt listener, and a Gateway that is kept elsewhere',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
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
  parentRefs:
    - name: «shpo»
    - name: shop
      sectionName: «web»
    - name: ‹edge›
      namespace: edge
`,
      fails: ['absent', 'listener'],
      unknown: ['notInSet'],
    },
    {
      name: 'what is there',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
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
  parentRefs:
    - name: shop
      sectionName: web-tls
`,
    },
  ],
})
