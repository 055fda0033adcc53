import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noImpersonation = permissionCheck({
  id: 'rbac/no-impersonation',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may act as somebody else', ja: 'なりすまし（impersonate）を限られた相手だけに許す' }),
  why: text({
    en: 'Impersonation takes over the rights of any user, group or service account, and the audit log shows both names only to those who look for it.',
    ja: 'なりすましを使うと、任意のユーザー、グループ、サービスアカウントの権限で操作できます。監査ログには両方の名前が残りますが、探さなければ気付きません。',
  }),
  permits: text({ en: 'acting as somebody else', ja: '他者へのなりすまし' }),
  permissions: [
    { group: '', resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] },
    { group: 'authentication.k8s.io', resources: ['userextras', 'uids'], verbs: ['impersonate'] },
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
  - apiGroups: [""]
    resources: [«users»]
    verbs: ["impersonate"]
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
    resources: [users]
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
    resources: [users]
    resourceNames: [web]
    verbs: ["impersonate"]
`,
    },
  ],
})
