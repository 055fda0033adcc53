import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { namedResources, resourcesInCel } from '../../models/rbac/rule-words.ts'
import { wildcardCheck } from '../wildcard-check.ts'

export const noWildcardGroups = wildcardCheck({
  id: 'rbac/no-wildcard-groups',
  severity: 'medium',
  inNamespace: 'low',
  title: text({ en: 'Rules name their API groups', ja: 'ルールでは API グループを明示する' }),
  why: text({
    en: '`*` takes in the resources of that name in every API group, those of operators that are installed later included.',
    ja: '`*` を使うと、後から導入されるオペレーターのものも含め、すべての API グループの同名リソースが対象になります。',
  }),
  list: 'apiGroups',
  messages: {
    wildcard: text({
      en: '{kind} {name} permits {subject} in every API group',
      ja: '{kind} {name} がすべての API グループの {subject} を許しています',
    }),
  },
  finding: (rule, of, options, report) => report('wildcard', { ...of, subject: namedResources(listAt(rule, ['resources'])) }, options),
  inCel: [{ forbids: 'true', message: 'wildcard', args: { subject: resourcesInCel } }],
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
