import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostPort = defineCheck({
  id: 'pod/no-host-port',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/hostPorts'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers do not take ports of their node', ja: 'コンテナーでノードのポートを使わない' }),
  why: text({
    en: 'A host port opens the container on the address of the node, past Services and often past network policy, and only one such pod fits on a node.',
    ja: 'ホストポートを使うと、コンテナーがノードのアドレスで直接公開されます。Service を通らず、ネットワークポリシーも効かないことが多く、同じ Pod は 1 ノードに 1 つしか置けません。',
  }),
  messages: {
    hostPort: text({
      en: 'container {container} takes port {port} of the node',
      ja: 'コンテナー {container} がノードのポート {port} を使います',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, port] of container.list('ports').entries()) {
        const hostPort = valueAt(port, ['hostPort'])
        if (hostPort === undefined || hostPort === 0) continue
        const at = container.at('ports', index, 'hostPort')
        yield report(
          'hostPort',
          { container: container.name, port: shown(hostPort) },
          {
            at,
            fix: {
              title: text({
                en: 'remove hostPort; a Service reaches the container port',
                ja: 'hostPort を削除する（Service からコンテナーのポートに届きます）',
              }),
              safety: 'review',
              edits: [remove(at)],
            },
          },
        )
      }
    }
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
    cel: [
      {
        of: 'container',
        forbids: 'container.?ports.orValue([]).exists(p, p.?hostPort.orValue(0) != 0)',
        message: 'hostPort',
        args: {
          container: 'container.name',
          port: "container.ports.filter(p, p.?hostPort.orValue(0) != 0).map(p, string(p.hostPort)).join(', ')",
        },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a port of the node',
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
          hostPort: «8080»
          protocol: TCP
`,
      fails: ['hostPort'],
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
          protocol: TCP
`,
    },
    {
      name: 'a port of the container; zero means none',
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
          hostPort: 0
`,
    },
  ],
})
