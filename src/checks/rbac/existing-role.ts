import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { binding, role } from '../../models/rbac/role.ts'

/**
 * Roles that every cluster has, as `kind/namespace/name`. Those of its components start with `system:` and are left alone as
 * well. Source: Kubernetes documentation, "Using RBAC Authorization", and the roles that the API server makes when it starts.
 */
const builtIn = new Set([
  'ClusterRole//admin',
  'ClusterRole//cluster-admin',
  'ClusterRole//edit',
  'ClusterRole//view',
  'Role/kube-system/extension-apiserver-authentication-reader',
])

export const existingRole = defineCheck({
  id: 'rbac/existing-role',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: binding,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Bindings name roles that exist', ja: '存在するロールをバインドする' }),
  why: text({
    en: 'A binding to a role that is not there gives nothing today, and whatever somebody writes into a role of that name tomorrow.',
    ja: '存在しないロールへのバインディングは、今は何の権限も与えません。しかし、その名前のロールが作られると、書かれた内容がそのまま与えられます。',
  }),
  messages: {
    absent: text({
      en: '{kind} {name} is not defined, although other roles of {namespace} are',
      ja: '{namespace} のほかのロールは定義されていますが、{kind} {name} がありません',
    }),
  },
  *evaluate(given, { report, estate }) {
    const { roleKind, roleName } = given
    if (roleKind !== 'Role' && roleKind !== 'ClusterRole') return
    const namespace = roleKind === 'ClusterRole' ? '' : given.object.scope
    if (roleName.startsWith('system:') || builtIn.has(`${roleKind}/${namespace}/${roleName}`)) return
    const neighbours = estate
      .subjects(role)
      .filter(({ object }) => object.kind === roleKind && (roleKind === 'ClusterRole' || object.scope === namespace))
    // Where the set holds no roles of the place at all, they are kept elsewhere, and nothing can be said.
    if (neighbours.length === 0 || estate.notAnalysed.length > 0 || neighbours.some(({ object }) => object.name === roleName)) return
    yield report(
      'absent',
      { kind: roleKind, name: roleName, namespace: namespace === '' ? roleKind : namespace },
      { at: ['roleRef', 'name'] },
    )
  },
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/'],
  examples: [
    {
      name: 'a misspelt role',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: «readers»
subjects: []
`,
      fails: ['absent'],
    },
    {
      name: 'roles that every cluster has',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: kube-system
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: metrics
  namespace: kube-system
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: extension-apiserver-authentication-reader
subjects: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: leader
  namespace: kube-system
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: system::leader-locking-kube-scheduler
subjects: []
`,
    },
    {
      name: 'no role in the scanned set: it may be in the cluster',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: readers
subjects: []
`,
    },
  ],
})
