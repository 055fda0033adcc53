import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { namespaceScope } from '../../models/kubernetes/namespace-scope.ts'

export const quota = defineCheck({
  id: 'namespace/quota',
  controls: ['pod-namespaces', 'build-manifest-analysis'],
  subject: namespaceScope,
  severity: 'low',
  confidence: 'medium',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Namespaces have a resource quota', ja: '名前空間にリソースクォータを設ける' }),
  why: text({
    en: 'Without a quota one namespace can take all the nodes of the others, by mistake or on purpose.',
    ja: 'クォータがないと、過失であれ故意であれ、1 つの名前空間がほかの名前空間の分までノードを使い切れます。',
  }),
  messages: {
    missing: text({ en: 'namespace {name} is defined without a ResourceQuota', ja: '名前空間 {name} に ResourceQuota がありません' }),
  },
  *evaluate({ name, object, members }, { report }) {
    if (object === undefined)
      return notApplicable(text({ en: 'the namespace is defined elsewhere', ja: '名前空間は別の場所で定義されています' }))
    if (members.some(({ kind, group }) => kind === 'ResourceQuota' && group === '')) return
    yield report('missing', { name }, { at: ['metadata', 'name'] })
  },
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
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
kind: ResourceQuota
metadata:
  name: shop
  namespace: shop
spec:
  hard:
    limits.memory: 8Gi
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
