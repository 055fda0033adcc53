import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const readinessProbe = defineCheck({
  id: 'availability/readiness-probe',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Containers say when they are ready', ja: 'コンテナーに準備完了の確認（readinessProbe）を設ける' }),
  why: text({
    en: 'Without a readiness probe traffic reaches a container as soon as its process exists, and an upgrade goes on to the next pod before this one can answer.',
    ja: 'readinessProbe がないと、プロセスが起動した直後から通信が届きます。更新時には、応答できるようになる前に次の Pod の入れ替えが始まります。',
  }),
  messages: {
    missing: text({ en: 'container {container} has no readiness probe', ja: 'コンテナー {container} に readinessProbe がありません' }),
  },
  *evaluate(pod, { report }) {
    if (pod.isBatch) return notApplicable(text({ en: 'runs to an end', ja: '終了するまで動くワークロードです' }))
    for (const container of pod.containers) {
      if (container.runsThroughout && container.get('readinessProbe') === undefined) {
        yield report('missing', { container: container.name }, { at: container.at('readinessProbe') })
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
      readinessProbe:
        tcpSocket:
          port: 8080
`,
    },
  ],
})
