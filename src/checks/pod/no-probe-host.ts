import { defineCheck, type CelRule } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

/** Every place where a container can tell the kubelet to open a connection. */
const handlers: readonly Path[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe): Path => [probe]),
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
]

const actions = ['httpGet', 'tcpSocket'] as const

export const noProbeHost = defineCheck({
  id: 'pod/no-probe-host',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/hostProbesAndHostLifecycle'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Probes and lifecycle hooks name no host', ja: 'プローブとライフサイクルフックにホストを指定しない' }),
  why: text({
    en: 'Probes are sent by the kubelet from the node. With a host of their own they make the node call an address that the pod itself may not reach.',
    ja: 'プローブはノード上の kubelet が送ります。ホストを指定すると、Pod 自身は届かないアドレスへノードから接続させることができます。',
  }),
  messages: {
    host: text({
      en: '{handler} of container {container} makes the node call {host}',
      ja: 'コンテナー {container} の {handler} により、ノードが {host} に接続します',
    }),
  },
  *evaluate(pod, { report, target }) {
    // The rule joined the baseline standard with Kubernetes 1.34.
    if (target.kubernetes < 34) return
    for (const container of pod.containers) {
      for (const handler of handlers) {
        for (const action of actions) {
          const host = container.get(...handler, action, 'host')
          if (host === undefined || host === '') continue
          const at = container.at(...handler, action, 'host')
          yield report(
            'host',
            { handler: handler.join('.'), container: container.name, host: shown(host) },
            {
              at,
              fix: {
                title: text({ en: 'remove host, so that the pod itself is asked', ja: 'host を削除し、Pod 自身に確認する' }),
                safety: 'review',
                edits: [remove(at)],
              },
            },
          )
        }
      }
    }
  },
  enforce: {
    podSecurity: 'baseline',
    cel: handlers.flatMap((handler) =>
      actions.map((action): CelRule => {
        const host = `container.?${[...handler, action, 'host'].join('.?')}.orValue('')`
        return {
          of: 'container',
          forbids: `${host} != ''`,
          message: 'host',
          args: { handler: `'${handler.join('.')}'`, container: 'container.name', host },
          kubernetes: { from: 34 },
        }
      }),
    ),
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a probe of another host',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        httpGet:
          host: «169.254.169.254»
          path: /metadata
          port: 80
`,
      fails: ['host'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        httpGet:
          path: /metadata
          port: 80
`,
    },
    {
      name: 'before Kubernetes 1.34 the standard did not ask',
      kubernetes: 33,
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      lifecycle:
        preStop:
          tcpSocket:
            host: example.org
            port: 80
`,
    },
    {
      name: 'a probe of the pod itself',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        httpGet:
          path: /healthz
          port: 8080
`,
    },
  ],
})
