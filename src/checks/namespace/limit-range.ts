import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { namespaceScope } from '../../models/kubernetes/namespace-scope.ts'

export const limitRange = defineCheck({
  id: 'namespace/limit-range',
  controls: ['pod-namespaces', 'build-manifest-analysis'],
  subject: namespaceScope,
  severity: 'low',
  confidence: 'medium',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Namespaces have default limits', ja: '名前空間に既定の制限値を設ける' }),
  why: text({
    en: 'A LimitRange gives containers that say nothing a request and a limit, so that one forgotten line does not leave a container unbounded.',
    ja: 'LimitRange があると、何も指定しないコンテナーにも要求と制限が付きます。1 行の書き忘れでコンテナーが無制限になることを防げます。',
  }),
  messages: {
    missing: text({ en: 'namespace {name} is defined without a LimitRange', ja: '名前空間 {name} に LimitRange がありません' }),
  },
  *evaluate({ name, object, members }, { report }) {
    if (object === undefined)
      return notApplicable(text({ en: 'the namespace is defined elsewhere', ja: '名前空間は別の場所で定義されています' }))
    if (members.some(({ kind, group }) => kind === 'LimitRange' && group === '')) return
    yield report('missing', { name }, { at: ['metadata', 'name'] })
  },
  references: ['https://kubernetes.io/docs/concepts/policy/limit-range/'],
  examples: [
    {
      name: 'none',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: «shop»
`,
      fails: ['missing'],
    },
    {
      name: 'one',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: LimitRange
metadata:
  name: shop
  namespace: shop
spec:
  limits:
    - type: Container
`,
    },
    {
      name: 'a namespace that is defined elsewhere',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
`,
    },
  ],
})
