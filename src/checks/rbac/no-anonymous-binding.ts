import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { binding } from '../../models/rbac/role.ts'

export const noAnonymousBinding = defineCheck({
  id: 'rbac/no-anonymous-binding',
  controls: ['aks-entra-authorization', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: binding,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Nobody gets rights without signing in', ja: 'サインインしていない相手に権限を与えない' }),
  why: text({
    en: 'Rights of system:anonymous and system:unauthenticated belong to everybody who reaches the API server.',
    ja: 'system:anonymous や system:unauthenticated に与えた権限は、API サーバーに到達できる全員のものになります。',
  }),
  messages: {
    bound: text({
      en: '{kind} {name} gets {role}: everybody, signed in or not',
      ja: '{kind} {name} に {role} が与えられます（サインインの有無を問わず全員）',
    }),
  },
  *evaluate(given, { report }) {
    for (const { kind, name, at } of given.subjects) {
      if (!((kind === 'User' && name === 'system:anonymous') || (kind === 'Group' && name === 'system:unauthenticated'))) continue
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
    name: «system:unauthenticated»
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
