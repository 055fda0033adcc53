import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'

/** What every cluster puts into the default namespace itself. */
const builtIn = new Set(['v1/Service/kubernetes', 'v1/Endpoints/kubernetes', 'v1/ConfigMap/kube-root-ca.crt', 'v1/ServiceAccount/default'])

/** What says who may do what in the namespace, or holds back what is in it, puts nothing there: it is right to have it. */
const restraints = new Set([
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'networking.k8s.io/NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
])

export const noDefault = defineCheck({
  id: 'namespace/no-default',
  controls: ['pod-namespaces', 'build-manifest-analysis'],
  standards: ['cis-aks/4.6.3'],
  subject: kubernetesObject,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Nothing is put into the default namespace', ja: 'default 名前空間を使わない' }),
  why: text({
    en: 'Namespaces carry the limits: roles, network policies, quotas and Pod Security levels. What shares the default namespace shares them with everything that nobody sorted.',
    ja: 'ロール、ネットワークポリシー、クォータ、Pod Security のレベルは名前空間を単位とします。default 名前空間に置くと、整理されていないものすべてとこれらを共有します。',
  }),
  messages: {
    placed: text({ en: '{kind} {name} is put into the default namespace', ja: '{kind} {name} が default 名前空間に置かれます' }),
  },
  *evaluate({ namespace, apiVersion, kind, groupKind, name }, { report }) {
    if (namespace !== 'default' || restraints.has(groupKind) || builtIn.has(`${apiVersion}/${kind}/${name}`)) return
    yield report('placed', { kind, name }, { at: ['metadata', 'namespace'] })
  },
  enforce: { azurePolicy: '9f061a12-e40d-4183-a00e-171812443373' },
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  examples: [
    {
      name: 'the default namespace by name',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: «default»
`,
      fails: ['placed'],
    },
    {
      name: 'what holds the default namespace back',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: default
spec:
  podSelector: {}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: prometheus
  namespace: default
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: prometheus
subjects: []
`,
    },
    {
      name: 'no namespace: the deployer chooses one',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
`,
    },
  ],
})
