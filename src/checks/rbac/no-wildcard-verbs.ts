import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { namedResources, resourcesInCel } from '../../models/rbac/rule-words.ts'
import { wildcardCheck } from '../wildcard-check.ts'

export const noWildcardVerbs = wildcardCheck({
  id: 'rbac/no-wildcard-verbs',
  severity: 'high',
  inNamespace: 'medium',
  title: text({ en: 'Rules name their verbs', ja: 'ルールでは動詞を明示する' }),
  why: text({
    en: '`*` permits every verb there is and every one to come: reading, deleting, and on some resources escalating, binding or impersonating.',
    ja: '`*` は、現在あるすべての動詞と将来追加される動詞を許します。読み取りや削除だけでなく、リソースによっては昇格やなりすましも含みます。',
  }),
  list: 'verbs',
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
  finding: (rule, of, options, report) => {
    const urls = listAt(rule, ['nonResourceURLs'])
    // Health, metrics and profiles of the API server: nothing that is kept in the cluster.
    return urls.length > 0
      ? report('urls', { ...of, urls: urls.join(', ') }, { ...options, severity: 'medium' })
      : report('wildcard', { ...of, subject: namedResources(listAt(rule, ['resources'])) }, options)
  },
  inCel: [
    { forbids: 'size(rule.?nonResourceURLs.orValue([])) > 0', message: 'urls', args: { urls: "rule.nonResourceURLs.join(', ')" } },
    { forbids: 'size(rule.?nonResourceURLs.orValue([])) == 0', message: 'wildcard', args: { subject: resourcesInCel } },
  ],
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
