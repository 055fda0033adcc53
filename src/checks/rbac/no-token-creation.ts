import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noTokenCreation = permissionCheck({
  id: 'rbac/no-token-creation',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may create tokens of service accounts', ja: 'サービスアカウントのトークン作成を限られた相手だけに許す' }),
  why: text({
    en: 'A token of any service account of the namespace is as good as that account, for as long as it is asked to last.',
    ja: '名前空間内の任意のサービスアカウントのトークンを作れば、指定した期間そのアカウントとして操作できます。',
  }),
  permits: text({ en: 'creating tokens of service accounts', ja: 'サービスアカウントのトークン作成' }),
  permissions: [{ group: '', resources: ['serviceaccounts/token'], verbs: ['create'] }],
  acceptsNamed: true,
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [
    {
      name: 'in all namespaces',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: [«serviceaccounts/token»]
    verbs: ["create"]
`,
      fails: ['grants'],
      fixed: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules: []
`,
    },
    {
      name: 'something else of the same kind',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: [serviceaccounts]
    verbs: ["get", "list"]
`,
    },
    {
      name: 'one object by name',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: operator
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    resourceNames: [web]
    verbs: ["create"]
`,
    },
  ],
})
