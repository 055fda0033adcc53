import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostAliases = defineCheck({
  id: 'pod/no-host-aliases',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods do not bring names of their own', ja: 'Pod で独自の名前解決を設定しない' }),
  why: text({
    en: 'Host aliases are written into /etc/hosts and win over DNS. Names then lead where the manifest says, unseen by the logs and the rules of the resolver, and stay there when the service moves.',
    ja: 'hostAliases は /etc/hosts に書き込まれ、DNS より優先されます。名前の行き先がマニフェストで決まり、DNS のログや規則では把握できず、サービスが移っても変わりません。',
  }),
  messages: {
    aliases: text({ en: 'the pod overrides DNS for {count} addresses', ja: 'Pod が {count} 個のアドレスについて DNS を上書きします' }),
  },
  *evaluate(pod, { report }) {
    const aliases = pod.list('hostAliases')
    if (aliases.length === 0) return
    const at = pod.at('hostAliases')
    yield report(
      'aliases',
      { count: aliases.length },
      {
        at,
        part: 'key',
        fix: { title: text({ en: 'leave names to DNS', ja: '名前解決を DNS に任せる' }), safety: 'review', edits: [remove(at)] },
      },
    )
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        forbids: 'size(variables.pod.?hostAliases.orValue([])) > 0',
        message: 'aliases',
        args: { count: 'string(size(variables.pod.hostAliases))' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  examples: [
    {
      name: 'a name that leads elsewhere',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  «hostAliases»:
    - ip: 10.0.0.9
      hostnames: [payments.example.com]
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['aliases'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'an empty list',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostAliases: []
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
