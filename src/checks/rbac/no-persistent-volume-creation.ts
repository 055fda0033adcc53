import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noPersistentVolumeCreation = permissionCheck({
  id: 'rbac/no-persistent-volume-creation',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may create persistent volumes', ja: '永続ボリュームの作成を限られた相手だけに許す' }),
  why: text({
    en: 'A persistent volume can be a folder of a node, and a claim on it brings that folder into a pod past every rule against hostPath volumes.',
    ja: '永続ボリュームにはノードのフォルダーを指定でき、その要求（PVC）を通じて、hostPath を禁じる規則を避けて Pod にマウントできます。',
  }),
  permits: text({ en: 'creating persistent volumes', ja: '永続ボリュームの作成' }),
  permissions: [{ group: '', resources: ['persistentvolumes'], verbs: ['create', 'update', 'patch'] }],
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
    resources: [«persistentvolumes»]
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
    resources: [persistentvolumes]
    verbs: ["get", "list"]
`,
    },
  ],
})
