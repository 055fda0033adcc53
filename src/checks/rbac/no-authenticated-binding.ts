import { text } from '../../core/text.ts'
import { boundSubjectCheck } from '../bound-subject-check.ts'

export const noAuthenticatedBinding = boundSubjectCheck({
  id: 'rbac/no-authenticated-binding',
  controls: ['aks-entra-authorization', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  title: text({ en: 'Rights are not given to everybody who is signed in', ja: 'サインインした全員に権限を与えない' }),
  why: text({
    en: 'system:authenticated is every person and every service account that the cluster knows, those of other teams included.',
    ja: 'system:authenticated は、ほかのチームのものも含め、クラスターが認識するすべての利用者とサービスアカウントです。',
  }),
  isMeant: ({ kind, name }) => kind === 'Group' && name === 'system:authenticated',
  message: text({
    en: '{kind} {name} gets {role}: everybody who is signed in',
    ja: '{kind} {name} に {role} が与えられます（サインインした全員）',
  }),
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [
    {
      name: 'bound together with somebody else',
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
  - kind: ServiceAccount
    name: web
    namespace: shop
  - kind: Group
    name: «system:authenticated»
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
subjects:
  - kind: ServiceAccount
    name: web
    namespace: shop
`,
    },
    {
      name: 'somebody in particular',
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
  - kind: ServiceAccount
    name: web
    namespace: shop
`,
    },
  ],
})
