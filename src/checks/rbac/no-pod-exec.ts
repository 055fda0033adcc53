import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noPodExec = permissionCheck({
  id: 'rbac/no-pod-exec',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may run commands in pods', ja: 'Pod 内でのコマンド実行を限られた相手だけに許す' }),
  why: text({
    en: 'A shell in a pod has its tokens, its secrets and its network. Nothing of what is done there is in the manifests.',
    ja: 'Pod のシェルからは、その Pod のトークン、シークレット、ネットワークを使えます。そこで行われたことはマニフェストに残りません。',
  }),
  permits: text({ en: 'running commands in pods', ja: 'Pod 内でのコマンド実行' }),
  permissions: [{ group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] }],
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
    resources: [«pods/exec»]
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
    resources: [pods]
    verbs: ["get", "list"]
`,
    },
  ],
})
