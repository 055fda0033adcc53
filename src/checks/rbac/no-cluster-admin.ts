import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { binding, subjectsInCel } from '../../models/rbac/role.ts'

const isAdmin =
  "object.roleRef.kind == 'ClusterRole' && object.roleRef.name == 'cluster-admin' && !(subject.kind == 'Group' && subject.name == 'system:masters')"

export const noClusterAdmin = defineCheck({
  id: 'rbac/no-cluster-admin',
  controls: ['aks-admin-groups', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.1'],
  subject: binding,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'cluster-admin is not handed out in manifests', ja: 'マニフェストで cluster-admin を与えない' }),
  why: text({
    en: 'cluster-admin may do everything to everything. A workload or a person that holds it for good turns any leak of their credentials into the loss of the cluster.',
    ja: 'cluster-admin は、すべてのリソースにすべての操作ができます。常に持たせておくと、資格情報が漏れただけでクラスター全体を失います。',
  }),
  messages: {
    everywhere: text({ en: '{kind} {name} is made cluster-admin', ja: '{kind} {name} が cluster-admin になります' }),
    namespaced: text({
      en: '{kind} {name} may do everything in the namespace of this binding',
      ja: '{kind} {name} が、このバインディングの名前空間ですべての操作を許されます',
    }),
  },
  *evaluate(given, { report }) {
    if (given.roleKind !== 'ClusterRole' || given.roleName !== 'cluster-admin') return
    for (const { kind, name, at } of given.subjects) {
      // The group that a cluster starts with, and that its own tools restore.
      if (kind === 'Group' && name === 'system:masters') continue
      const message = given.isClusterWide ? 'everywhere' : 'namespaced'
      yield report(
        message,
        { kind, name },
        {
          at: ['roleRef', 'name'],
          severity: given.isClusterWide ? 'critical' : 'high',
          related: [{ at: [...at, 'name'], note: text({ en: 'who gets it', ja: '与えられる相手' }) }],
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'object',
        each: [subjectsInCel],
        forbids: `${isAdmin} && object.kind == 'ClusterRoleBinding'`,
        message: 'everywhere',
        args: { kind: 'subject.kind', name: 'subject.name' },
      },
      {
        of: 'object',
        each: [subjectsInCel],
        forbids: `${isAdmin} && object.kind != 'ClusterRoleBinding'`,
        message: 'namespaced',
        args: { kind: 'subject.kind', name: 'subject.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [
    {
      name: 'a service account that owns the cluster',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: tiller
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: «cluster-admin»
subjects:
  - kind: ServiceAccount
    name: tiller
    namespace: kube-system
`,
      fails: ['everywhere'],
    },
    {
      name: 'within one namespace',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: owner
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: «cluster-admin»
subjects:
  - kind: Group
    name: 6f4d5f3e-7a0e-4f57-9b1c-2f1d0a3c9e11
    apiGroup: rbac.authorization.k8s.io
`,
      fails: ['namespaced'],
    },
    {
      name: 'a role of the same name in a namespace',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: owner
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: web
    namespace: shop
`,
    },
  ],
})
