import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noRoleWrite = permissionCheck({
  id: 'rbac/no-role-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may change roles and bindings', ja: 'ロールとバインディングの変更を限られた相手だけに許す' }),
  why: text({
    en: 'Whoever writes bindings decides who may do what; a hole in the escalation rules, or rights that many already have, is enough to spread them.',
    ja: 'バインディングを書ける相手は、誰が何をできるかを決められます。昇格の制限に穴があるか、すでに強い権限を持っていれば、それを広げられます。',
  }),
  permits: text({ en: 'changing roles and bindings', ja: 'ロールとバインディングの変更' }),
  permissions: [
    {
      group: 'rbac.authorization.k8s.io',
      resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
      verbs: ['create', 'update', 'patch', 'delete'],
    },
  ],
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
  - apiGroups: ["rbac.authorization.k8s.io"]
    resources: [«rolebindings»]
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
  - apiGroups: ["rbac.authorization.k8s.io"]
    resources: [rolebindings]
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
  - apiGroups: ["rbac.authorization.k8s.io"]
    resources: [rolebindings]
    resourceNames: [web]
    verbs: ["create"]
`,
    },
  ],
})
