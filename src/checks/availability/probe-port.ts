import { defineCheck, type CelRule } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const probePort = defineCheck({
  id: 'availability/probe-port',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Probes name ports that the container has', ja: 'プローブはコンテナーにあるポート名を指定する' }),
  why: text({
    en: 'A probe of a port name that no port has fails for ever: the pod never becomes ready, or is restarted again and again.',
    ja: '存在しないポート名へのプローブは必ず失敗します。Pod は準備完了にならないか、再起動を繰り返します。',
  }),
  messages: {
    unknown: text({
      en: '{probe} of container {container} asks port "{port}", which it does not have',
      ja: 'コンテナー {container} の {probe} が指定するポート "{port}" がありません',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      const names = new Set(container.list('ports').map((port) => stringAt(port, ['name'])))
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        for (const action of ['httpGet', 'tcpSocket']) {
          const port = valueAt(container.spec, [probe, action, 'port'])
          if (typeof port !== 'string' || /^\d+$/.test(port) || names.has(port)) continue
          yield report('unknown', { probe, container: container.name, port }, { at: container.at(probe, action, 'port') })
        }
      }
    }
  },
  enforce: {
    cel: ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
      ['httpGet', 'tcpSocket'].map((action): CelRule => {
        const port = `container.?${probe}.?${action}.?port.orValue(0)`
        return {
          of: 'container',
          forbids: `type(${port}) == string && !string(${port}).matches('^[0-9]+$') && !container.?ports.orValue([]).exists(port, port.?name.orValue('') == string(${port}))`,
          message: 'unknown',
          args: { probe: `'${probe}'`, container: 'container.name', port: `string(${port})` },
        }
      }),
    ),
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  examples: [
    {
      name: 'a name that is not there',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - name: web
          containerPort: 8080
      readinessProbe:
        httpGet:
          path: /ready
          port: «http»
`,
      fails: ['unknown'],
    },
    {
      name: 'a name that is there, and a number',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - name: http
          containerPort: 8080
      readinessProbe:
        httpGet:
          path: /ready
          port: http
      livenessProbe:
        tcpSocket:
          port: 9090
`,
    },
  ],
})
