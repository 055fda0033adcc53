import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { role } from '../../models/rbac/role.ts'
import { namedResources } from '../../models/rbac/rule-words.ts'

export const noWildcardVerbs = defineCheck({
  id: 'rbac/no-wildcard-verbs',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.3'],
  subject: role,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rules name their verbs', ja: 'ルールでは動詞を明示する' }),
  why: text({
    en: '`*` permits every verb there is and every one to come: reading, deleting, and on some resources escalating, binding or impersonating.',
    ja: '`*` は、現在あるすべての動詞と将来追加される動詞を許します。読み取りや削除だけでなく、リソースによっては昇格やなりすましも含みます。',
  }),
  messages: {
    urls: text({
      en: '{kind} {name} permits every verb on the URLs {urls} of the API server',
      ja: '{kind} {name} が API サーバーの URL {urls} へのすべての動詞を許しています',
    }),
    wildcard: text({
      en: '{kind} {name} permits every verb on {subject}',
      ja: '{kind} {name} が {subject} へのすべての動詞を許しています',
    }),
  },
  *evaluate({ object, rules, isClusterWide }, { report }) {
    for (const [index, rule] of rules.entries()) {
      const position = listAt(rule, ['verbs']).indexOf('*')
      if (position === -1) continue
      const at = ['rules', index, 'verbs', position]
      const urls = listAt(rule, ['nonResourceURLs'])
      // Health, metrics and profiles of the API server: nothing that is kept in the cluster.
      if (urls.length > 0) yield report('urls', { kind: object.kind, name: object.name, urls: urls.join(', ') }, { at, severity: 'medium' })
      else
        yield report(
          'wildcard',
          { kind: object.kind, name: object.name, subject: namedResources(listAt(rule, ['resources'])) },
          { at, ...(isClusterWide ? {} : { severity: 'medium' }) },
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
  - apiGroups: [""]
    resources: [deployments]
    verbs: [«"*"»]
`,
      fails: ['wildcard'],
    },
    {
      name: 'every resource, and the pages of the API server',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [apps]
    resources: ["*"]
    verbs: [«"*"»]
  - nonResourceURLs: [/metrics]
    verbs: [«"*"»]
`,
      fails: ['wildcard', 'urls'],
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
