import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noWebhookWrite = permissionCheck({
  id: 'rbac/no-webhook-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may change admission webhooks', ja: 'アドミッション Webhook の変更を限られた相手だけに許す' }),
  why: text({
    en: 'A webhook sees every object that is written, secrets included, and a mutating one changes what other people deploy. Deleting one switches policy off.',
    ja: 'Webhook は、シークレットを含めて書き込まれるすべてのオブジェクトを見ます。変更を行う Webhook は、他者のデプロイ内容を書き換えられます。削除すればポリシーが無効になります。',
  }),
  permits: text({ en: 'changing admission webhooks', ja: 'アドミッション Webhook の変更' }),
  permissions: [
    {
      group: 'admissionregistration.k8s.io',
      resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
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
  - apiGroups: ["admissionregistration.k8s.io"]
    resources: [«mutatingwebhookconfigurations»]
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
  - apiGroups: ["admissionregistration.k8s.io"]
    resources: [mutatingwebhookconfigurations]
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
  - apiGroups: ["admissionregistration.k8s.io"]
    resources: [mutatingwebhookconfigurations]
    resourceNames: [web]
    verbs: ["create"]
`,
    },
  ],
})
