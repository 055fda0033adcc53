import { defineCheck } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import { isPortName, isPortNumber } from '../../models/kubernetes-api/port.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

const messages = {
  number: text({ en: 'container {container}: {port} is no port', ja: 'コンテナー {container}: {port} はポートの番号ではありません' }),
  name: text({ en: 'container {container}: {port} cannot name a port', ja: 'コンテナー {container}: {port} はポートの名前に使えません' }),
}

/** Where a probe or a hook names the port that it calls. */
const callers: readonly Path[] = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
  [probe, 'httpGet', 'port'],
  [probe, 'tcpSocket', 'port'],
  [probe, 'grpc', 'port'],
])

export const validPorts = defineCheck({
  id: 'api/valid-ports',
  controls: ['build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Ports are such as the API server takes', ja: 'ポートを API サーバーが受け付ける形で書く' }),
  why: text({
    en: 'The API server refuses a pod for one wrong port: a deployment that was to bring a fix stays where it was.',
    ja: 'ポートが 1 つでも誤っていると、API サーバーは Pod を拒否します。修正を含むはずのデプロイが適用されません。',
  }),
  messages,
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, port] of container.list('ports').entries()) {
        for (const field of ['containerPort', 'hostPort']) {
          const written = valueAt(port, [field])
          // A host port of nought is none at all.
          if (typeof written !== 'number' || isPortNumber(written) || (written === 0 && field === 'hostPort')) continue
          yield report('number', { container: container.name, port: written }, { at: container.at('ports', index, field) })
        }
        const name = stringAt(port, ['name'])
        if (name === undefined || name === '' || isPortName(name)) continue
        yield report('name', { container: container.name, port: shown(name) }, { at: container.at('ports', index, 'name') })
      }
      for (const caller of callers) {
        const written = container.get(...caller)
        if (typeof written === 'number' && !isPortNumber(written))
          yield report('number', { container: container.name, port: written }, { at: container.at(...caller) })
      }
    }
  },
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports'],
  examples: [
    {
      name: 'too large a number, and too long a name',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - containerPort: «80800»
          name: http
        - containerPort: 9090
          name: «metrics-endpoint»
      livenessProbe:
        tcpSocket:
          port: «0»
`,
      fails: ['number', 'name', 'number'],
    },
    {
      name: 'what the API server takes',
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
          name: http
      livenessProbe:
        httpGet:
          port: http
`,
    },
  ],
})
