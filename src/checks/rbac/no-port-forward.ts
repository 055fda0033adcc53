import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noPortForward = permissionCheck({
  id: 'rbac/no-port-forward',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may forward ports of pods', ja: 'Pod へのポート転送を限られた相手だけに許す' }),
  why: text({
    en: 'A forwarded port reaches what listens in the pod past Services, ingress and network policy.',
    ja: 'ポートを転送すると、Service や Ingress、ネットワークポリシーを通らずに Pod 内のサービスへ届きます。',
  }),
  permits: text({ en: 'forwarding ports of pods', ja: 'Pod へのポート転送' }),
  permissions: [{ group: '', resources: ['pods/portforward'], verbs: ['create', 'get'] }],
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
    resources: [«pods/portforward»]
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
