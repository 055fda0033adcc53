import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { isUnread } from '../../models/kubernetes/unread-kinds.ts'
import { accountOf, serviceAccounts } from '../../models/workload/service-account.ts'
import { workload } from '../../models/workload/workload.ts'
import { kindNotRead } from '../kind-not-read.ts'

export const noAutomount = defineCheck({
  id: 'account/no-automount',
  controls: ['pod-security-context', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.6'],
  subject: workload,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods that need no API token get none', ja: 'API トークンが不要な Pod にはトークンを渡さない' }),
  why: text({
    en: 'Unless it is refused, every container finds a token of its service account in a file. Whoever gets into it talks to the API server as that account; most applications never do.',
    ja: '明示的に拒否しない限り、すべてのコンテナーにサービスアカウントのトークンがファイルで渡ります。侵入者はそのアカウントとして API サーバーを使えますが、ほとんどのアプリケーションには不要です。',
  }),
  messages: {
    default: text({
      en: 'a token of service account {account} is put into the pod',
      ja: 'サービスアカウント {account} のトークンが Pod に渡ります',
    }),
    pod: text({
      en: 'the pod asks for a token of service account {account}, which has no role in the scanned set',
      ja: 'Pod がサービスアカウント {account} のトークンを求めていますが、検査対象にこのアカウントへのロールはありません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const accounts = estate.view(serviceAccounts)
    const { isMounted, decidedBy } = accounts.tokenMount(pod)
    if (!isMounted || accounts.hasRole(pod)) return undefined
    // The right to use the token may be among them.
    if (isUnread(estate, ['RoleBinding', 'ClusterRoleBinding'], pod.scope)) return kindNotRead
    const { name } = accountOf(pod)
    const at = pod.at('automountServiceAccountToken')
    const isElsewhere = name !== 'default' && accounts.find(pod.scope, name) === undefined
    yield report(
      decidedBy === 'pod' ? 'pod' : 'default',
      { account: name },
      {
        at,
        // An account that is kept elsewhere may refuse the token itself, or have roles there.
        confidence: isElsewhere ? 'medium' : 'high',
        fix: {
          title: text({ en: 'put no token into the pod', ja: 'Pod にトークンを渡さない' }),
          safety: 'review',
          edits: [set(at, false)],
        },
      },
    )
    return undefined
  },
  enforce: { azurePolicy: '423dd1ba-798e-40e4-9c4d-b6902674b423' },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  examples: [
    {
      name: 'by default, and asked for against the account',
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
kind: ServiceAccount
metadata:
  name: shop
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: shop
  automountServiceAccountToken: «true»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['default', 'pod'],
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
kind: ServiceAccount
metadata:
  name: shop
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: shop
  automountServiceAccountToken: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'refused by the account, which stands in another file',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
      files: {
        'account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
automountServiceAccountToken: false
`,
      },
    },
    {
      name: 'an account of that name in another namespace says nothing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  «serviceAccountName: web»
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: office
automountServiceAccountToken: false
`,
      fails: ['default'],
    },
    {
      name: 'an account with a role uses its token',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: controller
  namespace: shop
spec:
  serviceAccountName: controller
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: controller
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: controller
subjects:
  - kind: ServiceAccount
    name: controller
    namespace: shop
`,
    },
  ],
})
