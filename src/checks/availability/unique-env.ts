import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const uniqueEnv = defineCheck({
  id: 'availability/unique-env',
  controls: ['build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Environment variables are set once', ja: '環境変数は 1 回だけ設定する' }),
  why: text({
    en: 'The last of two wins, and who reads the first believes something else; with server-side apply the object is refused.',
    ja: '2 つあると後のものが使われ、先のものを読んだ人は誤解します。サーバーサイド適用では拒否されます。',
  }),
  messages: {
    twice: text({ en: 'container {container} sets {variable} twice', ja: 'コンテナー {container} が {variable} を 2 回設定しています' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      const seen = new Set<string>()
      for (const [index, entry] of container.list('env').entries()) {
        const variable = stringAt(entry, ['name'])
        if (variable === undefined) continue
        if (seen.has(variable)) yield report('twice', { container: container.name, variable }, { at: container.at('env', index, 'name') })
        seen.add(variable)
      }
    }
  },
  references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
  examples: [
    {
      name: 'twice',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: LOG_LEVEL
          value: info
        - name: «LOG_LEVEL»
          value: debug
`,
      fails: ['twice'],
    },
    {
      name: 'once in each container',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env: [{ name: LOG_LEVEL, value: info }]
    - name: proxy
      image: registry.example/proxy:1
      env: [{ name: LOG_LEVEL, value: info }]
`,
    },
  ],
})
