import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { binding, subjectsInCel } from '../../models/rbac/role.ts'

const objectId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const entraGroupIds = defineCheck({
  id: 'rbac/entra-group-ids',
  controls: ['aks-entra-authorization', 'build-manifest-analysis'],
  subject: binding,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Groups of Microsoft Entra ID are bound by object id',
    ja: 'Microsoft Entra ID のグループはオブジェクト ID で指定する',
  }),
  why: text({
    en: 'AKS knows Entra groups by their object ids alone. A binding to a display name gives nobody anything, until somebody can make a group of that name count.',
    ja: 'AKS は Entra のグループをオブジェクト ID だけで識別します。表示名を指定したバインディングでは誰にも権限が与えられず、その名前のグループが有効になったときに意図しない相手に渡ります。',
  }),
  messages: {
    name: text({ en: 'group {name} is not an object id', ja: 'グループ {name} はオブジェクト ID ではありません' }),
  },
  *evaluate({ subjects }, { report }) {
    for (const { kind, name, at } of subjects) {
      // Groups with a colon are those of Kubernetes itself, or of another identity provider with its prefix.
      if (kind !== 'Group' || name.includes(':') || objectId.test(name)) continue
      yield report('name', { name }, { at: [...at, 'name'] })
    }
  },
  enforce: {
    cel: [
      {
        of: 'object',
        each: [subjectsInCel],
        forbids:
          "subject.kind == 'Group' && !subject.name.contains(':') && !subject.name.matches('(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')",
        message: 'name',
        args: { name: 'subject.name' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/azure-ad-rbac'],
  examples: [
    {
      name: 'a display name',
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
  - kind: Group
    name: «Shop developers»
    apiGroup: rbac.authorization.k8s.io
`,
      fails: ['name'],
    },
    {
      name: 'an object id, and a group of Kubernetes',
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
  - kind: Group
    name: 6f4d5f3e-7a0e-4f57-9b1c-2f1d0a3c9e11
    apiGroup: rbac.authorization.k8s.io
  - kind: Group
    name: system:serviceaccounts:shop
    apiGroup: rbac.authorization.k8s.io
`,
    },
  ],
})
