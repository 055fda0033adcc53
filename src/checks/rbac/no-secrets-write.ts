import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noSecretsWrite = permissionCheck({
  id: 'rbac/no-secrets-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may change secrets', ja: 'シークレットの変更は限られた相手だけに許す' }),
  why: text({
    en: 'Changed credentials lead workloads to servers of an attacker, and a secret of the service account token type that somebody creates is filled with a token by the cluster.',
    ja: '資格情報を書き換えると、ワークロードを攻撃者のサーバーに接続させることができます。サービスアカウントトークン型のシークレットを作成すると、クラスターがトークンを書き込みます。',
  }),
  permits: text({ en: 'changing secrets', ja: 'シークレットの変更' }),
  permissions: [{ group: '', resources: ['secrets'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] }],
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
    resources: [«secrets»]
    verbs: ["create", "patch"]
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
    resources: [secrets]
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
    resources: [secrets]
    resourceNames: [web]
    verbs: ["create", "patch"]
`,
    },
  ],
})
