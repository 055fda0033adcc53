import { defineCheck, type CelRule } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { ephemeralInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const noInteractiveTerminal = defineCheck({
  id: 'pod/no-interactive-terminal',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers keep no terminal open', ja: 'コンテナーで端末を開いたままにしない' }),
  why: text({
    en: 'A container that waits for input is one to log in to. Whoever may attach to the pod then types straight into its main process, which `kubectl attach` logs far less clearly than a command.',
    ja: '入力を待つコンテナーは、ログインして使うためのものです。Pod に接続できる人は主プロセスに直接入力でき、`kubectl attach` の内容はコマンドの実行ほど明確には記録されません。',
  }),
  messages: {
    open: text({ en: 'container {container} sets {field}', ja: 'コンテナー {container} が {field} を設定しています' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      // Ephemeral containers are there to be typed into.
      if (container.role === 'ephemeral') continue
      for (const field of ['stdin', 'tty']) {
        if (container.get(field) !== true) continue
        const at = container.at(field)
        yield report(
          'open',
          { container: container.name, field },
          { at, fix: { title: text({ en: 'keep it closed', ja: '開かないようにする' }), safety: 'review', edits: [remove(at)] } },
        )
      }
    }
  },
  enforce: {
    cel: ['stdin', 'tty'].map((field): CelRule => ({
      of: 'container',
      forbids: `container.?${field}.orValue(false) && !${ephemeralInCel}`,
      message: 'open',
      args: { container: 'container.name', field: `'${field}'` },
    })),
  },
  references: ['https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/'],
  examples: [
    {
      name: 'left over from debugging',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      stdin: «true»
      tty: «true»
`,
      fails: ['open', 'open'],
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
      name: 'closed, and a container for debugging',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      tty: false
  ephemeralContainers:
    - name: debugger
      image: registry.example/tools:1
      stdin: true
      tty: true
`,
    },
  ],
})
