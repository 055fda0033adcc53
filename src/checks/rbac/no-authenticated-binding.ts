import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { binding } from '../../models/rbac/role.ts'

export const noAuthenticatedBinding = defineCheck({
  id: 'rbac/no-authenticated-binding',
  controls: ['aks-entra-authorization', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: binding,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rights are not given to everybody who is signed in', ja: 'サインインした全員に権限を与えない' }),
  why: text({
    en: 'system:authenticated is every person and every service account that the cluster knows, those of other teams included.',
    ja: 'system:authenticated は、ほかのチームのものも含め、クラスターが認識するすべての利用者とサービスアカウントです。',
  }),
  messages: {
    bound: text({
      en: '{kind} {name} gets {role}: everybody who is signed in',
      ja: '{kind} {name} に {role} が与えられます（サインインした全員）',
    }),
  },
  *evaluate(given, { report }) {
    for (const { kind, name, at } of given.subjects) {
      if (!(kind === 'Group' && name === 'system:authenticated')) continue
      yield report(
        'bound',
        { kind, name, role: given.roleName },
        {
          at: [...at, 'name'],
          fix: { title: text({ en: 'take it out of the binding', ja: 'バインディングから外す' }), safety: 'review', edits: [remove(at)] },
        },
      )
    }
  },
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
