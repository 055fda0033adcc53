import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noConfigmapWrite = permissionCheck({
  id: 'rbac/no-configmap-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may change ConfigMaps in all namespaces', ja: '全名前空間の ConfigMap を変更できる相手を限る' }),
  why: text({
    en: 'ConfigMaps steer the cluster itself: a change of coredns-custom sends names wherever somebody likes, and applications read their settings from them.',
    ja: 'ConfigMap はクラスター自身の動作も決めます。coredns-custom を変えれば名前解決の行き先を自由に変えられ、アプリケーションの設定も ConfigMap から読まれます。',
  }),
  permits: text({ en: 'changing ConfigMaps', ja: 'ConfigMap の変更' }),
  permissions: [{ group: '', resources: ['configmaps'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] }],
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
    resources: [«configmaps»]
    verbs: ["update"]
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
    resources: [configmaps]
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
    resources: [configmaps]
    resourceNames: [web]
    verbs: ["update"]
`,
    },
  ],
})
