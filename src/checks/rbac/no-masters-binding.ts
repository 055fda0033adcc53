import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { binding } from '../../models/rbac/role.ts'

export const noMastersBinding = defineCheck({
  id: 'rbac/no-masters-binding',
  controls: ['aks-admin-groups', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: binding,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The group system:masters is not used', ja: 'system:masters グループを使わない' }),
  why: text({
    en: 'Members of system:masters pass every check of authorization, and no role or webhook can hold them back; a certificate of theirs cannot be revoked.',
    ja: 'system:masters のメンバーは認可の検査をすべて通過し、ロールや Webhook でも制限できません。その証明書は失効させられません。',
  }),
  messages: {
    bound: text({ en: '{kind} {name} gets {role}', ja: '{kind} {name} に {role} が与えられます' }),
  },
  *evaluate(given, { report }) {
    for (const { kind, name, at } of given.subjects) {
      if (!(kind === 'Group' && name === 'system:masters')) continue
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
    name: «system:masters»
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
