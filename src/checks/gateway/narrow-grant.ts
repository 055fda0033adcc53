import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const narrowGrant = defineCheck({
  id: 'gateway/narrow-grant',
  controls: ['build-manifest-analysis'],
  subject: objectsOfKind('gateway.networking.k8s.io/ReferenceGrant'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Grants across namespaces name their Secrets', ja: '名前空間をまたぐ許可では Secret を名指しする' }),
  why: text({
    en: 'A grant of Secrets without a name lets the other namespace have a Gateway serve with every certificate and key of this one.',
    ja: '名前のない Secret の許可により、相手の名前空間はこの名前空間のすべての証明書と鍵を Gateway で使えます。',
  }),
  messages: {
    every: text({
      en: 'grant {name} lets namespace {from} refer to every Secret',
      ja: '{name} により、名前空間 {from} からすべての Secret を参照できます',
    }),
  },
  *evaluate(grant, { report }) {
    const from = listAt(grant.value, ['spec', 'from'])
      .map((entry) => stringAt(entry, ['namespace']) ?? '?')
      .join(', ')
    for (const [index, entry] of listAt(grant.value, ['spec', 'to']).entries()) {
      if (stringAt(entry, ['kind']) !== 'Secret' || (stringAt(entry, ['group']) ?? '') !== '' || stringAt(entry, ['name']) !== undefined)
        continue
      yield report('every', { name: grant.name, from }, { at: ['spec', 'to', index, 'name'] })
    }
  },
  references: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  examples: [
    {
      name: 'every Secret',
      source: `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: certificates
  namespace: shop
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: edge
  to:
    - «group: ""»
      kind: Secret
`,
      fails: ['every'],
    },
    {
      name: 'one Secret, and Services',
      source: `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: certificates
  namespace: shop
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: edge
  to:
    - group: ""
      kind: Secret
      name: shop-tls
    - group: ""
      kind: Service
`,
    },
  ],
})
