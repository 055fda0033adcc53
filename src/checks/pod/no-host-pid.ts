import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostPid = defineCheck({
  id: 'pod/no-host-pid',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/hostNamespaces'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods do not see the processes of their node', ja: 'Pod でノードのプロセス名前空間を使わない' }),
  why: text({
    en: 'A pod in the process namespace of the node sees every process on it with its environment and command line, and can signal or, with more rights, trace them.',
    ja: 'ノードのプロセス名前空間に入った Pod は、ノード上のすべてのプロセスを、環境変数やコマンドラインも含めて見ることができます。シグナルを送ることもでき、権限があれば追跡もできます。',
  }),
  messages: {
    hostPID: text({ en: 'the pod shares the process namespace of its node', ja: 'Pod がノードのプロセス名前空間を共有します' }),
  },
  *evaluate(pod, { report }) {
    if (pod.get('hostPID') !== true) return
    const at = pod.at('hostPID')
    yield report(
      'hostPID',
      {},
      {
        at,
        fix: { title: text({ en: 'set hostPID to false', ja: 'hostPID を false にする' }), safety: 'review', edits: [set(at, false)] },
      },
    )
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
    cel: [{ of: 'pod', forbids: 'variables.pod.?hostPID.orValue(false)', message: 'hostPID' }],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a pod among the processes of its node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: «true»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['hostPID'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'processes of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
