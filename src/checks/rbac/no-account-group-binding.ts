import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { binding } from '../../models/rbac/role.ts'

export const noAccountGroupBinding = defineCheck({
  id: 'rbac/no-account-group-binding',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: binding,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rights are not given to all service accounts at once', ja: 'サービスアカウント全体に権限を与えない' }),
  why: text({
    en: 'The groups system:serviceaccounts and system:serviceaccounts:NAMESPACE include every account that is there, and every one that somebody adds.',
    ja: 'system:serviceaccounts や system:serviceaccounts:名前空間 には、今あるアカウントだけでなく、後から追加されるものもすべて含まれます。',
  }),
  messages: {
    bound: text({
      en: '{kind} {name} gets {role}: every service account in it',
      ja: '{kind} {name} に {role} が与えられます（含まれるすべてのサービスアカウント）',
    }),
  },
  *evaluate(given, { report }) {
    for (const { kind, name, at } of given.subjects) {
      if (!(kind === 'Group' && (name === 'system:serviceaccounts' || name.startsWith('system:serviceaccounts:')))) continue
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
    name: «system:serviceaccounts:shop»
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
