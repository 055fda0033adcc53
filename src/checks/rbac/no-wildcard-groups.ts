import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { role } from '../../models/rbac/role.ts'
import { namedResources } from '../../models/rbac/rule-words.ts'

export const noWildcardGroups = defineCheck({
  id: 'rbac/no-wildcard-groups',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.3'],
  subject: role,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rules name their API groups', ja: 'ルールでは API グループを明示する' }),
  why: text({
    en: '`*` takes in the resources of that name in every API group, those of operators that are installed later included.',
    ja: '`*` を使うと、後から導入されるオペレーターのものも含め、すべての API グループの同名リソースが対象になります。',
  }),
  messages: {
    wildcard: text({
      en: '{kind} {name} permits {subject} in every API group',
      ja: '{kind} {name} がすべての API グループの {subject} を許しています',
    }),
  },
  *evaluate({ object, rules, isClusterWide }, { report }) {
    for (const [index, rule] of rules.entries()) {
      const position = listAt(rule, ['apiGroups']).indexOf('*')
      if (position === -1) continue
      yield report(
        'wildcard',
        { kind: object.kind, name: object.name, subject: namedResources(listAt(rule, ['resources'])) },
        { at: ['rules', index, 'apiGroups', position], ...(isClusterWide ? {} : { severity: 'low' }) },
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
  - apiGroups: [«"*"»]
    resources: [deployments]
    verbs: [get]
`,
      fails: ['wildcard'],
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
