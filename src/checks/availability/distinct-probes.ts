import { defineCheck } from '../../core/check.ts'
import { isSameValue } from '../../core/same-value.ts'
import { text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

/** What a probe asks, without how often and how patiently it asks. */
const handlers = ['httpGet', 'tcpSocket', 'exec', 'grpc']
const timing = ['failureThreshold', 'periodSeconds', 'timeoutSeconds', 'initialDelaySeconds']

export const distinctProbes = defineCheck({
  id: 'availability/distinct-probes',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Liveness and readiness ask different things', ja: 'livenessProbe と readinessProbe を同じにしない' }),
  why: text({
    en: 'With the same probe and the same patience a container that is merely overloaded is restarted in the moment in which it should only be spared traffic.',
    ja: '確認の内容と間隔がまったく同じだと、過負荷で通信を止めるだけでよい場面でもコンテナーが再起動されます。',
  }),
  messages: {
    same: text({
      en: 'container {container} is restarted as soon as it is not ready',
      ja: 'コンテナー {container} は、準備完了でなくなると同時に再起動されます',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      const [liveness, readiness] = [container.get('livenessProbe'), container.get('readinessProbe')]
      if (!isObject(liveness) || !isObject(readiness)) continue
      const same = [...handlers, ...timing].every((key) => isSameValue(liveness[key], readiness[key]))
      if (same) yield report('same', { container: container.name }, { at: container.at('livenessProbe'), part: 'key' })
    }
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  examples: [
    {
      name: 'the same twice',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      «livenessProbe»:
        httpGet: { path: /healthz, port: 8080 }
      readinessProbe:
        httpGet: { path: /healthz, port: 8080 }
`,
      fails: ['same'],
    },
    {
      name: 'more patience before the restart',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        failureThreshold: 10
      readinessProbe:
        httpGet: { path: /healthz, port: 8080 }
`,
    },
  ],
})
