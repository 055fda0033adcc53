import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noBroadDeletion = permissionCheck({
  id: 'rbac/no-broad-deletion',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may delete namespaces and volumes', ja: '名前空間とボリュームの削除を限られた相手だけに許す' }),
  why: text({
    en: 'Deleting a namespace takes everything in it away, and deleting a claim or a volume takes the data. Who extorts money starts there.',
    ja: '名前空間を削除すると、その中のすべてが失われます。ボリュームやその要求を削除すると、データが失われます。身代金目的の攻撃は、まずここを狙います。',
  }),
  permits: text({ en: 'deleting namespaces or volumes', ja: '名前空間またはボリュームの削除' }),
  permissions: [
    { group: '', resources: ['namespaces', 'persistentvolumes'], verbs: ['delete', 'deletecollection'] },
    { group: '', resources: ['persistentvolumeclaims'], verbs: ['deletecollection'] },
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
    resources: [«namespaces»]
    verbs: ["get", "delete"]
`,
      fails: ['grants'],
      fixed: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: [namespaces]
    verbs: ["get"]
`,
    },
    {
      name: 'one namespace by name, and reading them',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: [namespaces]
    resourceNames: [preview]
    verbs: ["delete"]
  - apiGroups: [""]
    resources: [namespaces, persistentvolumes]
    verbs: ["get", "list"]
`,
    },
  ],
})
