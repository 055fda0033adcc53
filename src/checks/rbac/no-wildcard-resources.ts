import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { namedGroups, namedVerbs, groupsInCel, verbsInCel } from '../../models/rbac/rule-words.ts'
import { wildcardCheck } from '../wildcard-check.ts'

export const noWildcardResources = wildcardCheck({
  id: 'rbac/no-wildcard-resources',
  severity: 'high',
  inNamespace: 'medium',
  title: text({ en: 'Rules name their resources', ja: 'ルールではリソースを明示する' }),
  why: text({
    en: '`*` takes in secrets, pods/exec and everything that is ever added to the API group.',
    ja: '`*` には、シークレットや pods/exec、API グループに後から追加されるすべてのリソースが含まれます。',
  }),
  list: 'resources',
  messages: {
    wildcard: text({
      en: '{kind} {name} permits {verbs} on every resource of {groups}',
      ja: '{kind} {name} が {groups} のすべてのリソースへの {verbs} を許しています',
    }),
  },
  finding: (rule, of, options, report) =>
    report('wildcard', { ...of, verbs: namedVerbs(listAt(rule, ['verbs'])), groups: namedGroups(listAt(rule, ['apiGroups'])) }, options),
  inCel: [{ forbids: 'true', message: 'wildcard', args: { verbs: verbsInCel, groups: groupsInCel } }],
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
