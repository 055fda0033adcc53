import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

const label = 'aadpodidbinding'

export const noPodIdentityLabel = defineCheck({
  id: 'identity/no-pod-identity-label',
  controls: ['identity-workload-identity', 'aks-no-pod-identity', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods do not ask for a pod-managed identity', ja: 'Pod で Pod マネージド ID を要求しない' }),
  why: text({
    en: 'The label gives the pod nothing once AAD Pod Identity is gone, and until then any pod that carries it gets the identity, because nothing ties the label to an account.',
    ja: 'AAD Pod Identity がなくなるとこのラベルは無意味になります。それまでは、ラベルを付けたどの Pod でも ID を得られます。ラベルはアカウントに結び付いていないためです。',
  }),
  messages: {
    label: text({ en: 'the pod asks for the pod-managed identity {identity}', ja: 'Pod が Pod マネージド ID {identity} を要求しています' }),
  },
  *evaluate(pod, { report }) {
    const identity = pod.podLabels[label]
    if (identity === undefined) return
    const at = pod.atMetadata('labels', label)
    const title = text({ en: 'take the label away, once workload identity is set up', ja: 'ワークロード ID に移行してからラベルを外す' })
    yield report('label', { identity }, { at, part: 'entry', fix: { title, safety: 'review', edits: [remove(at)] } })
  },
  enforce: {
    cel: [{ of: 'pod', forbids: `'${label}' in variables.labels`, message: 'label', args: { identity: `variables.labels['${label}']` } }],
  },
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity'],
  examples: [
    {
      name: 'the label',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
    «aadpodidbinding: shop»
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['label'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'the label of workload identity',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    azure.workload.identity/use: "true"
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
