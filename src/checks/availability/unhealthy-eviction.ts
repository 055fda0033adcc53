import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** The minor version since which the field is served by default; it became stable with 1.31. */
const servedSince = 27

export const unhealthyEviction = defineCheck({
  id: 'availability/unhealthy-eviction',
  controls: ['workload-pdb', 'pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('policy/PodDisruptionBudget'),
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Disruption budgets let broken pods go', ja: 'PodDisruptionBudget で異常な Pod の退避を許す' }),
  why: text({
    en: 'By default a pod that never becomes ready counts as one that must stay. One crash loop then stops the drain of its node, and with it the upgrade that brings security patches.',
    ja: '既定では、準備完了にならない Pod も残すべき Pod として数えられます。クラッシュを繰り返す Pod が 1 つあるだけでノードのドレインが止まり、セキュリティ更新が適用されません。',
  }),
  messages: {
    blocks: text({
      en: 'budget {name} may hold on to pods that are not healthy',
      ja: 'PodDisruptionBudget {name} は異常な Pod の退避も妨げることがあります',
    }),
  },
  *evaluate(budget, { report, target }) {
    if (target.kubernetes < servedSince)
      return notApplicable(text({ en: 'the cluster does not know the field yet', ja: 'このバージョンにはまだないフィールドです' }))
    const at = ['spec', 'unhealthyPodEvictionPolicy']
    if (budget.get(...at) === 'AlwaysAllow') return undefined
    const title = text({ en: 'let unhealthy pods be evicted', ja: '異常な Pod の退避を許す' })
    yield report('blocks', { name: budget.name }, { at, fix: { title, safety: 'review', edits: [set(at, 'AlwaysAllow')] } })
    return undefined
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids: "object.spec.?unhealthyPodEvictionPolicy.orValue('') != 'AlwaysAllow'",
        message: 'blocks',
        args: { name: 'object.metadata.name' },
        kubernetes: { from: servedSince },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy'],
  examples: [
    {
      name: 'left to the default',
      source: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  «maxUnavailable: 1»
  selector:
    matchLabels:
      app: web
`,
      fails: ['blocks'],
      fixed: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web
  unhealthyPodEvictionPolicy: AlwaysAllow
`,
    },
    {
      name: 'they may go',
      source: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      app: web
`,
    },
    {
      name: 'a cluster that does not know the field',
      kubernetes: 24,
      source: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web
`,
    },
  ],
})
