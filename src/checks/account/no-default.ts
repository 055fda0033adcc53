import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { accountOf, serviceAccounts } from '../../models/workload/service-account.ts'
import { workload } from '../../models/workload/workload.ts'

export const noDefault = defineCheck({
  id: 'account/no-default',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.5'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'high',
  coveredBy: ['account/no-automount'],
  since: '0.1.0',
  title: text({ en: 'Pods with a token run as an account of their own', ja: 'トークンを持つ Pod には専用のサービスアカウントを使う' }),
  why: text({
    en: 'The default account is that of every pod which names none. The audit log cannot tell them apart, and a role that one of them is given is given to all.',
    ja: 'default アカウントは、アカウントを指定しないすべての Pod に共通です。監査ログでは区別できず、1 つの Pod のために与えたロールが全体に及びます。',
  }),
  messages: {
    default: text({ en: 'the pod runs as the default service account', ja: 'Pod が default サービスアカウントで動きます' }),
  },
  *evaluate(pod, { report, estate }) {
    const { name, at } = accountOf(pod)
    // Without its token the account is only a name.
    if (name !== 'default' || !estate.view(serviceAccounts).tokenMount(pod).isMounted) return
    const title = text({ en: 'put no token into the pod', ja: 'Pod にトークンを渡さない' })
    yield report('default', {}, { at, fix: { title, safety: 'review', edits: [set(pod.at('automountServiceAccountToken'), false)] } })
  },
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
  examples: [
    {
      name: 'not said, and said',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  «restartPolicy: Always»
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: «default»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['default', 'default'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Always
  containers:
    - name: app
      image: registry.example/app:1
  automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: default
  containers:
    - name: app
      image: registry.example/app:1
  automountServiceAccountToken: false
`,
    },
    {
      name: 'an account of its own, and the default one without a token',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  automountServiceAccountToken: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
