import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noNodesProxy = permissionCheck({
  id: 'rbac/no-nodes-proxy',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Few may reach the kubelet through nodes/proxy',
    ja: 'nodes/proxy による kubelet へのアクセスを限られた相手だけに許す',
  }),
  why: text({
    en: 'The kubelet runs commands in every pod of its node, and what goes through its API passes neither admission nor the audit log of the cluster. `get` is enough for it.',
    ja: 'kubelet はノード上のすべての Pod でコマンドを実行できます。その API への操作は、アドミッションもクラスターの監査ログも通りません。`get` だけで可能です。',
  }),
  permits: text({ en: 'calling the kubelet of nodes', ja: 'ノードの kubelet の呼び出し' }),
  permissions: [{ group: '', resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'] }],
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
    resources: [«nodes/proxy»]
    verbs: ["get"]
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
    resources: [nodes]
    verbs: ["get"]
`,
    },
  ],
})
