import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { batchInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

/** Since this minor version a hook can wait without a program of the image. Source: Kubernetes 1.30, PodLifecycleSleepAction. */
const sleepSince = 30

/** How long endpoints take to reach every node, with a margin, in seconds. */
const pause = 5

export const preStop = defineCheck({
  id: 'availability/pre-stop',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'medium',
  // Programs that go on serving for a while after SIGTERM need none.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Containers that serve wait before they stop', ja: '接続を受けるコンテナーは、停止の前に待つ' }),
  why: text({
    en: 'A pod is told to stop while nodes still send it connections. Without a pause every upgrade of a node breaks some of them.',
    ja: 'Pod には、ノードからまだ接続が届いている間に停止が伝えられます。待ち時間がないと、ノードを更新するたびに接続が切れます。',
  }),
  messages: {
    none: text({ en: 'container {container} has no preStop hook', ja: 'コンテナー {container} に preStop フックがありません' }),
  },
  *evaluate(pod, { report, target }) {
    if (pod.isBatch) return notApplicable(text({ en: 'runs to an end', ja: '終了するまで動くワークロードです' }))
    for (const container of pod.containers) {
      if (!container.runsThroughout || container.list('ports').length === 0 || container.get('lifecycle', 'preStop') !== undefined) continue
      const at = container.at('lifecycle', 'preStop')
      const title = text({ en: 'wait until no connections come in', ja: '新しい接続が届かなくなるまで待つ' })
      const fix = { title, safety: 'review', edits: [set(at, { sleep: { seconds: pause } })] } as const
      yield report('none', { container: container.name }, { at, ...(target.kubernetes >= sleepSince ? { fix } : {}) })
    }
    return undefined
  },
  enforce: {
    cel: [
      {
        of: 'lasting-container',
        forbids: `!${batchInCel} && size(container.?ports.orValue([])) > 0 && !container.?lifecycle.?preStop.hasValue()`,
        message: 'none',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow'],
  examples: [
    {
      name: 'it serves, and stops at once',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - «name: app»
      image: registry.example/app:1
      ports:
        - containerPort: 8080
`,
      fails: ['none'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - containerPort: 8080
      lifecycle:
        preStop:
          sleep:
            seconds: 5
`,
    },
    {
      name: 'it waits, and one that serves nobody',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - containerPort: 8080
      lifecycle:
        preStop:
          sleep:
            seconds: 5
    - name: worker
      image: registry.example/worker:1
`,
    },
  ],
})
