import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringMapAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const dnsQueryLog = defineCheck({
  id: 'aks/dns-query-log',
  controls: ['detect-dns-query-log', 'log-coredns', 'build-manifest-analysis'],
  subject: objectsOfKind('ConfigMap'),
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The custom configuration of CoreDNS logs queries', ja: 'CoreDNS のカスタム設定でクエリを記録する' }),
  why: text({
    en: 'DNS is where stolen data and commands of an intruder pass unseen. With the log plugin every query is on record.',
    ja: '侵入者の指令や盗まれたデータは、DNS を通じて気付かれずにやり取りされます。log プラグインを使えば、すべてのクエリが記録に残ります。',
  }),
  messages: {
    silent: text({
      en: 'no .override or .server entry of coredns-custom switches the log plugin on',
      ja: 'coredns-custom の .override や .server に、log プラグインの指定がありません',
    }),
  },
  *evaluate({ name, namespace, value }, { report }) {
    if (name !== 'coredns-custom' || (namespace !== undefined && namespace !== 'kube-system')) return
    const logs = Object.entries(stringMapAt(value, ['data'])).some(
      ([key, entry]) => /\.(?:override|server)$/.test(key) && /^\s*log\b/m.test(entry),
    )
    if (!logs) yield report('silent', {}, { at: ['data'], part: 'key' })
  },
  references: ['https://learn.microsoft.com/azure/aks/coredns-custom'],
  examples: [
    {
      name: 'rewrites only',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: coredns-custom
  namespace: kube-system
«data»:
  shop.override: |
    rewrite name shop.example web.shop.svc.cluster.local
`,
      fails: ['silent'],
    },
    {
      name: 'all queries, and another ConfigMap',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: coredns-custom
  namespace: kube-system
data:
  log.override: |
    log
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
`,
    },
  ],
})
