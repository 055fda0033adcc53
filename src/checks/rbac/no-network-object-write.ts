import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noNetworkObjectWrite = permissionCheck({
  id: 'rbac/no-network-object-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may change network policies and ingresses', ja: 'ネットワークポリシーと Ingress の変更を限られた相手だけに許す' }),
  why: text({
    en: 'Whoever writes network policies decides what keeps pods apart; whoever writes ingresses decides what the internet reaches.',
    ja: 'ネットワークポリシーを書ける相手は Pod 間の隔離を、Ingress を書ける相手はインターネットからの到達範囲を決められます。',
  }),
  permits: text({ en: 'changing what reaches what', ja: '通信経路の変更' }),
  permissions: [
    { group: 'networking.k8s.io', resources: ['networkpolicies', 'ingresses'], verbs: ['create', 'update', 'patch', 'delete'] },
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
  - apiGroups: ["networking.k8s.io"]
    resources: [«networkpolicies»]
    verbs: ["delete"]
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
  - apiGroups: ["networking.k8s.io"]
    resources: [networkpolicies]
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
  - apiGroups: ["networking.k8s.io"]
    resources: [networkpolicies]
    resourceNames: [web]
    verbs: ["delete"]
`,
    },
  ],
})
