import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noServiceStatusWrite = permissionCheck({
  id: 'rbac/no-service-status-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may write the status of Services', ja: 'Service の status の書き込みを限られた相手だけに許す' }),
  why: text({
    en: 'With a load balancer address of their choice in the status, somebody draws traffic of other pods for that address to their own (CVE-2020-8554).',
    ja: 'status に任意のロードバランサーのアドレスを書くと、そのアドレス宛てのほかの Pod の通信を自分に引き寄せられます（CVE-2020-8554）。',
  }),
  permits: text({ en: 'writing the status of Services', ja: 'Service の status の書き込み' }),
  permissions: [{ group: '', resources: ['services/status'], verbs: ['update', 'patch'] }],
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
    resources: [«services/status»]
    verbs: ["patch"]
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
    resources: [services]
    verbs: ["get", "list"]
`,
    },
  ],
})
