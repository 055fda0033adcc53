import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noSecretsRead = permissionCheck({
  id: 'rbac/no-secrets-read',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.2'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may read secrets', ja: 'シークレットの読み取りは限られた相手だけに許す' }),
  why: text({
    en: 'Whoever reads secrets has every credential in them, service account tokens included. `list` and `watch` return the contents too, so they are no weaker than `get`.',
    ja: 'シークレットを読める相手は、サービスアカウントのトークンを含むすべての資格情報を得ます。`list` と `watch` も内容を返すため、`get` より弱いわけではありません。',
  }),
  permits: text({ en: 'reading secrets', ja: 'シークレットの読み取り' }),
  permissions: [{ group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
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
    verbs: ["get", "list"]
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
    verbs: ["create"]
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
    verbs: ["get", "list"]
`,
    },
  ],
})
