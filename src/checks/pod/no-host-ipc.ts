import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostIpc = defineCheck({
  id: 'pod/no-host-ipc',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/hostNamespaces'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods do not share the inter-process communication of their node', ja: 'Pod でノードの IPC 名前空間を使わない' }),
  why: text({
    en: 'A pod in the IPC namespace of the node can read and write the shared memory and the message queues of the processes on it.',
    ja: 'ノードの IPC 名前空間に入った Pod は、ノード上のプロセスの共有メモリーやメッセージキューを読み書きできます。',
  }),
  messages: {
    hostIPC: text({ en: 'the pod shares the IPC namespace of its node', ja: 'Pod がノードの IPC 名前空間を共有します' }),
  },
  *evaluate(pod, { report }) {
    if (pod.get('hostIPC') !== true) return
    const at = pod.at('hostIPC')
    yield report(
      'hostIPC',
      {},
      {
        at,
        fix: { title: text({ en: 'set hostIPC to false', ja: 'hostIPC を false にする' }), safety: 'review', edits: [set(at, false)] },
      },
    )
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
    cel: [{ of: 'pod', forbids: 'variables.pod.?hostIPC.orValue(false)', message: 'hostIPC' }],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a pod in the IPC namespace of its node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: «true»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['hostIPC'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'an IPC namespace of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
