import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noCsrApproval = permissionCheck({
  id: 'rbac/no-csr-approval',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may approve certificates', ja: '証明書の承認を限られた相手だけに許す' }),
  why: text({
    en: 'Who approves certificate signing requests can give themselves a client certificate of any user, groups such as system:masters included where the signer allows it.',
    ja: '証明書署名要求を承認できる相手は、任意のユーザーのクライアント証明書を得られます。署名者が許せば、system:masters のようなグループも含みます。',
  }),
  permits: text({ en: 'approving certificate signing requests', ja: '証明書署名要求の承認' }),
  permissions: [
    { group: 'certificates.k8s.io', resources: ['certificatesigningrequests/approval'], verbs: ['update', 'patch'] },
    { group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve'] },
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [
    {
      name: 'in all namespaces',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: ["certificates.k8s.io"]
    resources: [«certificatesigningrequests/approval»]
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
  - apiGroups: ["certificates.k8s.io"]
    resources: [certificatesigningrequests]
    verbs: ["get", "list"]
`,
    },
  ],
})
