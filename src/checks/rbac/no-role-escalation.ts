import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noRoleEscalation = permissionCheck({
  id: 'rbac/no-role-escalation',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Nobody may hand out more than they have', ja: '自分の権限を超える権限を与えられないようにする' }),
  why: text({
    en: '`bind` and `escalate` exist to lift the rule that nobody can give away rights that they do not have. Who holds them can become administrator of the cluster.',
    ja: '`bind` と `escalate` は、持っていない権限を他者に与えられないという制限を外すための動詞です。これを持つ相手は、クラスター管理者になれます。',
  }),
  permits: text({ en: 'handing out rights that its holder does not have', ja: '自分が持たない権限の付与' }),
  permissions: [{ group: 'rbac.authorization.k8s.io', resources: ['roles', 'clusterroles'], verbs: ['bind', 'escalate'] }],
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
    resources: [«clusterroles»]
    verbs: ["bind"]
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
    resources: [clusterroles]
    verbs: ["get", "list"]
`,
    },
  ],
})
