import { text } from '../../core/text.ts'
import { namespaceObjectCheck, namespaceObjectExamples } from '../namespace-object-check.ts'

export const quota = namespaceObjectCheck({
  id: 'namespace/quota',
  title: text({ en: 'Namespaces have a resource quota', ja: '名前空間にリソースクォータを設ける' }),
  why: text({
    en: 'Without a quota one namespace can take all the nodes of the others, by mistake or on purpose.',
    ja: 'クォータがないと、過失であれ故意であれ、1 つの名前空間がほかの名前空間の分までノードを使い切れます。',
  }),
  kind: 'ResourceQuota',
  missing: text({ en: 'namespace {name} is defined without a ResourceQuota', ja: '名前空間 {name} に ResourceQuota がありません' }),
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  examples: [...namespaceObjectExamples('ResourceQuota', '  hard:\n    limits.memory: 8Gi')],
})
