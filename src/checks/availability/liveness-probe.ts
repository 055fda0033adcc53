import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const livenessProbe = defineCheck({
  id: 'availability/liveness-probe',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Containers say whether they are alive', ja: 'コンテナーに生存確認（livenessProbe）を設ける' }),
  why: text({
    en: 'Without a liveness probe a process that hangs stays as it is until somebody notices; with one the kubelet starts it again.',
    ja: 'livenessProbe がないと、応答しなくなったプロセスは誰かが気付くまでそのままです。設けておけば kubelet が再起動します。',
  }),
  messages: {
    missing: text({ en: 'container {container} has no liveness probe', ja: 'コンテナー {container} に livenessProbe がありません' }),
  },
  *evaluate(pod, { report }) {
    if (pod.isBatch) return notApplicable(text({ en: 'runs to an end', ja: '終了するまで動くワークロードです' }))
    for (const container of pod.containers) {
      if (container.runsThroughout && container.get('livenessProbe') === undefined) {
        yield report('missing', { container: container.name }, { at: container.at('livenessProbe') })
      }
    }
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  examples: [
    {
      name: 'none, and a sidecar without one',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: migrate
      image: registry.example/migrate:1
    - «name: proxy»
      image: registry.example/proxy:1
      restartPolicy: Always
  containers:
    - «name: app»
      image: registry.example/app:1
`,
      fails: ['missing', 'missing'],
    },
    {
      name: 'a job has none',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: app
              image: registry.example/app:1
`,
    },
    {
      name: 'one',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        tcpSocket:
          port: 8080
`,
    },
  ],
})
