import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { accountOf, serviceAccounts } from '../../models/workload/service-account.ts'
import { workload } from '../../models/workload/workload.ts'

export const existing = defineCheck({
  id: 'account/existing',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Pods name service accounts that exist', ja: '存在するサービスアカウントを指定する' }),
  why: text({
    en: 'A pod whose account is missing does not start, and as soon as somebody makes an account of that name, it starts with whatever that one may do.',
    ja: 'アカウントが存在しない Pod は起動しません。その名前のアカウントを誰かが作ると、そのアカウントに許された権限で起動します。',
  }),
  messages: {
    absent: text({
      en: 'service account {account} is not defined, although others of its namespace are',
      ja: '同じ名前空間のほかのサービスアカウントは定義されていますが、{account} がありません',
    }),
    notInSet: text({
      en: 'service account {account} is not in the scanned set; scan the files that define it as well',
      ja: 'サービスアカウント {account} は検査対象に含まれていません。定義しているファイルも検査してください',
    }),
  },
  *evaluate(pod, { report, unknown, estate }) {
    const { name, at } = accountOf(pod)
    const accounts = estate.view(serviceAccounts)
    // Every namespace has the default account.
    if (name === 'default' || accounts.find(pod.scope, name) !== undefined) return
    const isComplete = accounts.knows(pod.scope) && estate.notAnalysed.length === 0
    yield isComplete ? report('absent', { account: name }, { at }) : unknown('notInSet', { account: name }, { at, severity: 'info' })
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  examples: [
    {
      name: 'a misspelt account',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: «webb»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['absent'],
    },
    {
      name: 'no account of the namespace is in the scanned set',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: office
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: ‹web›
  containers:
    - name: app
      image: registry.example/app:1
`,
      unknown: ['notInSet'],
    },
    {
      name: 'the account, and the one that is always there',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
---
apiVersion: v1
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
  name: plain
spec:
  serviceAccountName: default
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
