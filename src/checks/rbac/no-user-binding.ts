import { text } from '../../core/text.ts'
import { boundSubjectCheck } from '../bound-subject-check.ts'

export const noUserBinding = boundSubjectCheck({
  id: 'rbac/no-user-binding',
  controls: ['aks-entra-authorization', 'aks-cluster-role-assignments', 'build-manifest-analysis'],
  severity: 'low',
  title: text({ en: 'People get their rights through groups', ja: '人への権限はグループを通じて与える' }),
  why: text({
    en: 'A binding to a single person outlives their job: who joins and leaves a team is kept in groups, and reviewed there.',
    ja: '個人へのバインディングは、異動や退職の後も残ります。チームの出入りはグループで管理し、そこで見直します。',
  }),
  isMeant: ({ kind, name }) => kind === 'User' && !name.startsWith('system:'),
  isMeantInCel: "subject.kind == 'User' && !subject.name.startsWith('system:')",
  message: text({ en: 'user {name} is bound in person', ja: 'ユーザー {name} に直接権限が与えられています' }),
  references: ['https://learn.microsoft.com/azure/aks/azure-ad-rbac'],
  examples: [
    {
      name: 'a person',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: User
    name: «aiko@contoso.example»
    apiGroup: rbac.authorization.k8s.io
`,
      fails: ['bound'],
      fixed: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects: []
`,
    },
    {
      name: 'a component of the cluster',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: scheduler
  namespace: kube-system
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: scheduler
subjects:
  - kind: User
    name: system:kube-scheduler
    apiGroup: rbac.authorization.k8s.io
`,
    },
  ],
})
