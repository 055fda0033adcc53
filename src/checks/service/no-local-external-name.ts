import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** Names and addresses that mean the machine that asks, or the metadata service of its host. */
const inward =
  /^(?:localhost|localhost\.localdomain|.*\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0|169\.254\.169\.254|168\.63\.129\.16)\.?$/i

export const noLocalExternalName = defineCheck({
  id: 'service/no-local-external-name',
  controls: ['net-public-services', 'node-imds-restricted', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'External names lead out, not back', ja: 'ExternalName を内側に向けない' }),
  why: text({
    en: 'A Service that is a name for localhost or the metadata address makes whoever calls it, such as an ingress controller, talk to itself with its own rights.',
    ja: 'localhost やメタデータのアドレスを指す Service を呼び出すと、Ingress コントローラーのような呼び出し側が、自分の権限で自分自身に接続してしまいます。',
  }),
  messages: {
    inward: text({ en: 'Service {name} is another name for {target}', ja: 'Service {name} は {target} の別名です' }),
  },
  *evaluate(service, { report }) {
    if (service.get('spec', 'type') !== 'ExternalName') return
    const target = stringAt(service.value, ['spec', 'externalName'])
    if (target !== undefined && inward.test(target))
      yield report('inward', { name: service.name, target }, { at: ['spec', 'externalName'] })
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids:
          "object.?spec.?type.orValue('') == 'ExternalName' && object.?spec.?externalName.orValue('').matches('(?i)^(localhost|localhost[.]localdomain|.*[.]localhost|127([.][0-9]{1,3}){3}|[[]?::1[]]?|0[.]0[.]0[.]0|169[.]254[.]169[.]254|168[.]63[.]129[.]16)[.]?$')",
        message: 'inward',
        args: { name: 'object.metadata.name', target: 'object.spec.externalName' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  examples: [
    {
      name: 'back to the caller',
      source: `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  type: ExternalName
  externalName: «localhost»
`,
      fails: ['inward'],
    },
    {
      name: 'a database elsewhere',
      source: `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  type: ExternalName
  externalName: shop.database.windows.net
`,
    },
  ],
})
