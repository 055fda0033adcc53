import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { binding } from '../../models/rbac/role.ts'

export const noDefaultAccountBinding = defineCheck({
  id: 'rbac/no-default-account-binding',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.5'],
  subject: binding,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rights are not given to the default service account', ja: 'default サービスアカウントに権限を与えない' }),
  why: text({
    en: 'Every pod of the namespace that names no account runs as `default`, so what one workload needs is given to all of them.',
    ja: 'アカウントを指定しない Pod はすべて `default` で動くため、あるワークロードに必要な権限が名前空間全体に与えられてしまいます。',
  }),
  messages: {
    bound: text({
      en: 'the default service account is given the role {role}',
      ja: 'default サービスアカウントにロール {role} が与えられます',
    }),
  },
  *evaluate(given, { report }) {
    for (const { kind, name, at } of given.subjects) {
      if (!(kind === 'ServiceAccount' && name === 'default')) continue
      yield report(
        'bound',
        { role: given.roleName },
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
  - kind: ServiceAccount
    name: «default»
    namespace: shop
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
