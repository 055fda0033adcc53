import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { podIndex } from '../../models/workload/pod-index.ts'
import { podsNotKnown } from '../pods-not-known.ts'

export const budgetSelectsPods = defineCheck({
  id: 'availability/budget-selects-pods',
  controls: ['workload-pdb', 'pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('policy/PodDisruptionBudget'),
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Disruption budgets select pods', ja: 'PodDisruptionBudget が Pod を選択する' }),
  why: text({
    en: 'A label that is misspelt or was renamed leaves a budget that looks like protection, and an upgrade that evicts all pods at once.',
    ja: 'ラベルの綴りの誤りや変更漏れがあると、守っているように見えて何も守らない PodDisruptionBudget になり、更新時にすべての Pod が同時に退避されることがあります。',
  }),
  messages: {
    nothing: text({
      en: 'budget {name} selects none of the workloads of its namespace (there: {count})',
      ja: 'PodDisruptionBudget {name} は、名前空間のワークロード {count} 件のどれも選択しません',
    }),
  },
  *evaluate(budget, { report, estate }) {
    const pods = estate.view(podIndex)
    if (!pods.isKnown(budget.scope)) return podsNotKnown
    const workloads = pods.in(budget.scope)
    if (workloads.some(({ podLabels }) => selects(budget.get('spec', 'selector'), podLabels))) return undefined
    yield report('nothing', { name: budget.name, count: workloads.length }, { at: ['spec', 'selector'], part: 'key' })
    return undefined
  },
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  examples: [
    {
      name: 'a misspelt label',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  «selector»:
    matchLabels:
      app: wep
`,
      fails: ['nothing'],
    },
    {
      name: 'the pods are kept elsewhere',
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
    {
      name: 'it selects them',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: policy/v1
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
