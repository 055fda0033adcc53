import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { role } from '../../models/rbac/role.ts'
import { namedGroups, namedVerbs } from '../../models/rbac/rule-words.ts'

export const noWildcardResources = defineCheck({
  id: 'rbac/no-wildcard-resources',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.3'],
  subject: role,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rules name their resources', ja: 'ルールではリソースを明示する' }),
  why: text({
    en: '`*` takes in secrets, pods/exec and everything that is ever added to the API group.',
    ja: '`*` には、シークレットや pods/exec、API グループに後から追加されるすべてのリソースが含まれます。',
  }),
  messages: {
    wildcard: text({
      en: '{kind} {name} permits {verbs} on every resource of {groups}',
      ja: '{kind} {name} が {groups} のすべてのリソースへの {verbs} を許しています',
    }),
  },
  *evaluate({ object, rules, isClusterWide }, { report }) {
    for (const [index, rule] of rules.entries()) {
      const position = listAt(rule, ['resources']).indexOf('*')
      if (position === -1) continue
      yield report(
        'wildcard',
        {
          kind: object.kind,
          name: object.name,
          verbs: namedVerbs(listAt(rule, ['verbs'])),
          groups: namedGroups(listAt(rule, ['apiGroups'])),
        },
        { at: ['rules', index, 'resources', position], ...(isClusterWide ? {} : { severity: 'medium' }) },
      )
    }
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [
    {
      name: 'everything',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [apps]
    resources: [«"*"»]
    verbs: [get]
`,
      fails: ['wildcard'],
    },
    {
      name: 'of every group, and of the core group in a namespace',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: ["*"]
    resources: [«"*"»]
    verbs: ["*"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: operator
  namespace: shop
rules:
  - apiGroups: ["", apps]
    resources: [«"*"»]
    verbs: [get]
  - apiGroups: [""]
    resources: [«"*"»]
    verbs: [list]
`,
      fails: ['wildcard', 'wildcard', 'wildcard'],
    },
    {
      name: 'named',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [get]
`,
    },
  ],
})
