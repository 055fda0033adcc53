import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { hostUsersInCel, windowsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const userNamespace = defineCheck({
  id: 'pod/user-namespace',
  controls: ['pod-non-root'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // It needs a recent kernel and runtime on every node, and not every volume works with it.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Pods run in a user namespace of their own', ja: 'Pod ごとにユーザー名前空間を分ける' }),
  why: text({
    en: 'In a user namespace root of the container is an ordinary user on the node. Most ways out of a container then lead to an account that may do nothing.',
    ja: 'ユーザー名前空間の中では、コンテナーの root はノードの一般ユーザーにすぎません。コンテナーから抜け出しても、多くの場合は何もできないアカウントになります。',
  }),
  messages: {
    host: text({ en: 'the pod uses the users of its node', ja: 'Pod がノードのユーザーをそのまま使います' }),
  },
  *evaluate(pod, { report, target }) {
    // On by default since 1.33; pods in namespaces of the host and Windows pods cannot have one.
    if (target.kubernetes < 33 || pod.hasOwnUserNamespace || pod.os === 'windows') return
    if (['hostNetwork', 'hostPID', 'hostIPC'].some((field) => pod.get(field) === true)) return
    const at = pod.at('hostUsers')
    yield report(
      'host',
      {},
      {
        at,
        fix: { title: text({ en: 'set hostUsers to false', ja: 'hostUsers を false にする' }), safety: 'review', edits: [set(at, false)] },
      },
    )
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        forbids: `${hostUsersInCel} && !${windowsInCel} && !variables.pod.?hostNetwork.orValue(false) && !variables.pod.?hostPID.orValue(false) && !variables.pod.?hostIPC.orValue(false)`,
        message: 'host',
        kubernetes: { from: 33 },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  examples: [
    {
      name: 'the users of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: «true»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['host'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'in the network of the node, where it cannot be',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'before 1.33',
      kubernetes: 32,
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
