import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostNetwork = defineCheck({
  id: 'pod/no-host-network',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/hostNamespaces'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods do not use the network of their node', ja: 'Pod でノードのネットワークを使わない' }),
  why: text({
    en: 'In the network namespace of the node a pod can listen on node addresses, watch other traffic, reach services that trust the node, and no network policy applies to it.',
    ja: 'ノードのネットワーク名前空間に入った Pod は、ノードのアドレスで待ち受け、ほかの通信を観察し、ノードを信頼するサービスに接続できます。ネットワークポリシーも効きません。',
  }),
  messages: {
    hostNetwork: text({ en: 'the pod uses the network of its node', ja: 'Pod がノードのネットワークを使います' }),
  },
  *evaluate(pod, { report }) {
    if (pod.get('hostNetwork') !== true) return
    const at = pod.at('hostNetwork')
    yield report(
      'hostNetwork',
      {},
      {
        at,
        fix: {
          title: text({ en: 'set hostNetwork to false', ja: 'hostNetwork を false にする' }),
          safety: 'review',
          edits: [set(at, false)],
        },
      },
    )
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
    cel: [{ of: 'pod', forbids: 'variables.pod.?hostNetwork.orValue(false)', message: 'hostNetwork' }],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a pod in the network of its node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: «true»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['hostNetwork'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'a network of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
