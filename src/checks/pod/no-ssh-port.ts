import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { portsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const noSshPort = defineCheck({
  id: 'pod/no-ssh-port',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  // The port is 22; that an SSH server listens on it is likely, not certain.
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Containers offer no SSH', ja: 'コンテナーで SSH を公開しない' }),
  why: text({
    en: 'An SSH server in a container is a second way in, with passwords and keys of its own, past the API server, its roles and its audit log. `kubectl exec` leads through all three.',
    ja: 'コンテナー内の SSH サーバーは、独自のパスワードや鍵で入れるもう 1 つの入口となり、API サーバーもロールも監査ログも通りません。`kubectl exec` なら、そのすべてを通ります。',
  }),
  messages: {
    port: text({ en: 'container {container} offers port 22', ja: 'コンテナー {container} がポート 22 を公開します' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, port] of container.list('ports').entries()) {
        if (valueAt(port, ['containerPort']) !== 22 || (valueAt(port, ['protocol']) ?? 'TCP') !== 'TCP') continue
        const title = text({ en: 'do not offer the port', ja: 'ポートを公開しない' })
        const fix = { title, safety: 'review', edits: [remove(container.at('ports', index))] } as const
        yield report('port', { container: container.name }, { at: container.at('ports', index, 'containerPort'), fix })
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        each: [portsInCel],
        forbids: "port.containerPort == 22 && port.?protocol.orValue('TCP') == 'TCP'",
        message: 'port',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/'],
  examples: [
    {
      name: 'a way in of its own',
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
        - containerPort: «22»
`,
      fails: ['port'],
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
`,
    },
    {
      name: 'another protocol',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - containerPort: 22
          protocol: UDP
`,
    },
  ],
})
