import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noEndpointsWrite = permissionCheck({
  id: 'rbac/no-endpoints-write',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may write endpoints', ja: 'Endpoints の書き込みを限られた相手だけに許す' }),
  why: text({
    en: 'Endpoints lead the traffic of a Service or an ingress to any address, those of other namespaces included (CVE-2021-25740).',
    ja: 'Endpoints を書き換えると、Service や Ingress の通信を、ほかの名前空間を含む任意のアドレスに向けられます（CVE-2021-25740）。',
  }),
  permits: text({ en: 'writing endpoints', ja: 'Endpoints の書き込み' }),
  permissions: [
    { group: '', resources: ['endpoints'], verbs: ['create', 'update', 'patch'] },
    { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: ['create', 'update', 'patch'] },
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
    resources: [«endpoints»]
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
  - apiGroups: [""]
    resources: [endpoints]
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
    resources: [endpoints]
    resourceNames: [web]
    verbs: ["update"]
`,
    },
  ],
})
