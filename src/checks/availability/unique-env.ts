import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { isSameValue } from '../../core/same-value.ts'
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
      const seen = new Map<string, number>()
      for (const [index, entry] of container.list('env').entries()) {
        const variable = stringAt(entry, ['name'])
        if (variable === undefined) continue
        const before = seen.get(variable)
        if (before !== undefined) {
          const title = text({ en: 'leave out the value that has no effect', ja: '効果のない値を削除する' })
          // The last one counts. What stands between the two may refer to the first, unless both say the same.
          const safety = isSameValue(entry, container.get('env', before)) ? 'safe' : 'review'
          const fix = { title, safety, edits: [remove(container.at('env', before))] } as const
          yield report('twice', { container: container.name, variable }, { at: container.at('env', index, 'name'), fix })
        }
        seen.set(variable, index)
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
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: LOG_LEVEL
          value: debug
`,
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
