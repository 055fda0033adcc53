import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import { set } from '../core/edit.ts'
import { text, type Text } from '../core/text.ts'
import { stringAt, valueAt } from '../models/kubernetes/json.ts'
import { batchInCel } from '../models/workload/conditions-in-cel.ts'
import type { Container } from '../models/workload/container.ts'
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
    enforce: {
      cel: [
        {
          of: 'lasting-container',
          forbids: `!${batchInCel} && !has(container.${probe})`,
          message: 'missing',
          args: { container: 'container.name' },
        },
      ],
    },
    *evaluate(pod, { report }) {
      if (pod.isBatch) return notApplicable(text({ en: 'runs to an end', ja: '終了するまで動くワークロードです' }))
      for (const container of pod.containers) {
        if (container.runsThroughout && container.get(probe) === undefined) {
          const at = container.at(probe)
          const port = firstPort(container)
          const fix =
            port === undefined
              ? undefined
              : ({ title: ask, safety: 'review', edits: [set(at, { tcpSocket: { port }, ...patience[probe] })] } as const)
          yield report('missing', { container: container.name }, { at, fix })
        }
      }
      return undefined
    },
    references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    examples: [...probeExamples(probe)],
  })
}

/** A container that is not ready gets time to become so before it is started anew. */
const patience = { livenessProbe: { failureThreshold: 6 }, readinessProbe: {} } as const

const ask = text({ en: 'ask whether its port answers, for a start', ja: 'まず、ポートが応答するかを確認する' })

/** The first port that the container says it listens on, by name where it has one. */
function firstPort(container: Container): string | number | undefined {
  const port = container.list('ports').find((entry) => (stringAt(entry, ['protocol']) ?? 'TCP') === 'TCP')
  const number = valueAt(port, ['containerPort'])
  return stringAt(port, ['name']) ?? (typeof number === 'number' ? number : undefined)
}

/** The examples of a probe: left out, by a sidecar as well and where a port is stated; of a job; and there. */
function probeExamples(probe: ProbeCheck['probe']): readonly Example[] {
  return [
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
      name: 'none, where a port is stated',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - «name: app»
      image: registry.example/app:1
      ports:
        - name: http
          containerPort: 8080
`,
      fails: ['missing'],
      fixed: `apiVersion: v1
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
      ${probe}:
        tcpSocket:
          port: http
${probe === 'livenessProbe' ? '        failureThreshold: 6\n' : ''}`,
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
  ]
}
