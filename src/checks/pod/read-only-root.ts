import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { windowsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const readOnlyRoot = defineCheck({
  id: 'pod/read-only-root',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The root file system of containers is read-only', ja: 'コンテナーのルートファイルシステムを読み取り専用にする' }),
  why: text({
    en: 'An intruder who cannot write cannot leave tools behind, replace the program or change its configuration. What the application does write goes to a volume that is meant for it.',
    ja: '書き込めなければ、侵入者は道具を置くことも、プログラムや設定を書き換えることもできません。アプリケーションが書き込む場所は、専用のボリュームとして用意します。',
  }),
  messages: {
    unset: text({
      en: 'container {container} can write to its root file system',
      ja: 'コンテナー {container} がルートファイルシステムに書き込めます',
    }),
    disabled: text({
      en: 'container {container} sets readOnlyRootFilesystem to false',
      ja: 'コンテナー {container} が readOnlyRootFilesystem を false にしています',
    }),
  },
  *evaluate(pod, { report }) {
    // Windows needs a writable root: the registry and system processes write to it.
    if (pod.os === 'windows') return
    for (const container of pod.containers) {
      const value = container.get('securityContext', 'readOnlyRootFilesystem')
      if (value === true) continue
      const at = container.at('securityContext', 'readOnlyRootFilesystem')
      yield report(
        value === undefined ? 'unset' : 'disabled',
        { container: container.name },
        {
          at,
          fix: {
            title: text({ en: 'set readOnlyRootFilesystem to true', ja: 'readOnlyRootFilesystem を true にする' }),
            safety: 'review',
            edits: [set(at, true)],
          },
        },
      )
    }
  },
  enforce: {
    azurePolicy: 'df49d893-a74c-421d-bc95-c663042e5b80',
    cel: [
      {
        of: 'container',
        forbids: `!${windowsInCel} && !container.?securityContext.?readOnlyRootFilesystem.hasValue()`,
        message: 'unset',
        args: { container: 'container.name' },
      },
      {
        of: 'container',
        forbids: `!${windowsInCel} && !container.?securityContext.?readOnlyRootFilesystem.orValue(true)`,
        message: 'disabled',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  examples: [
    {
      name: 'not said, and denied',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: registry.example/prepare:1
      securityContext:
        readOnlyRootFilesystem: «false»
  containers:
    - «name: app»
      image: registry.example/app:1
`,
      fails: ['disabled', 'unset'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: registry.example/prepare:1
      securityContext:
        readOnlyRootFilesystem: true
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        readOnlyRootFilesystem: true
`,
    },
    {
      name: 'the field is one of containers: said for the pod it means nothing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    readOnlyRootFilesystem: true
  containers:
    - «name: app»
      image: registry.example/app:1
`,
      fails: ['unset'],
    },
    {
      name: 'read-only',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        readOnlyRootFilesystem: true
`,
    },
    {
      name: 'Windows has to write',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector:
    kubernetes.io/os: windows
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
