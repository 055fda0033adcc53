import { defineCheck, notApplicable, type Check } from '../core/check.ts'
import { text, type Text } from '../core/text.ts'
import { workload } from '../models/workload/workload.ts'

export interface ProbeCheck {
  readonly id: string
  readonly probe: 'livenessProbe' | 'readinessProbe'
  readonly title: Text<never>
  readonly why: Text<never>
  readonly missing: Text<'container'>
}

/** A check that containers which serve for as long as their pod runs have a probe. */
export function probeCheck({ probe, missing, ...rest }: ProbeCheck): Check {
  return defineCheck({
    ...rest,
    controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
    subject: workload,
    severity: 'low',
    confidence: 'medium',
    since: '0.1.0',
    messages: { missing },
    *evaluate(pod, { report }) {
      if (pod.isBatch) return notApplicable(text({ en: 'runs to an end', ja: '終了するまで動くワークロードです' }))
      for (const container of pod.containers) {
        if (container.runsThroughout && container.get(probe) === undefined) {
          yield report('missing', { container: container.name }, { at: container.at(probe) })
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
      ${probe}:
        tcpSocket:
          port: 8080
`,
      },
    ],
  })
}
