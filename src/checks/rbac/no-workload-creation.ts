import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noWorkloadCreation = permissionCheck({
  id: 'rbac/no-workload-creation',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.4'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may create pods or what makes pods', ja: 'Pod やそれを作るリソースの作成を限られた相手だけに許す' }),
  why: text({
    en: 'Whoever creates a pod chooses its service account, its volumes and its node, and so reaches every secret and every account of the namespace.',
    ja: 'Pod を作成できる相手は、サービスアカウント、ボリューム、ノードを選べます。その名前空間のシークレットとアカウントのすべてに手が届きます。',
  }),
  permits: text({ en: 'creating pods', ja: 'Pod の作成' }),
  permissions: [
    { group: '', resources: ['pods', 'replicationcontrollers'], verbs: ['create', 'update', 'patch'] },
    { group: 'apps', resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: ['create', 'update', 'patch'] },
    { group: 'batch', resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
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
  - apiGroups: [""]
    resources: [«pods»]
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
