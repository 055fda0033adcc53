import { defineCheck, notApplicable } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { batchInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

/** How long AKS waits for a node to be drained unless something else is set, in seconds. Source: AKS, node drain timeout. */
const drainTimeout = 1800

/** The API server's own default, in seconds. */
const defaultGrace = 30

export const terminationGrace = defineCheck({
  id: 'availability/termination-grace',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods have time to stop, and no more than a drain has', ja: '停止の猶予を、0 より長くドレインの時間内に収める' }),
  why: text({
    en: 'A pod without any time is killed in the middle of its work. One with more than the 30 minutes that AKS waits for a node fails the upgrade that brings security patches.',
    ja: '猶予のない Pod は処理の途中で強制終了されます。AKS がノードのドレインを待つ 30 分より長いと、セキュリティ更新を含むアップグレードが失敗します。',
  }),
  messages: {
    none: text({ en: 'the pods of {kind} {name} are killed without notice', ja: '{kind} {name} の Pod は猶予なく強制終了されます' }),
    long: text({
      en: 'the pods of {kind} {name} may take {seconds} seconds to stop, longer than a drain waits',
      ja: '{kind} {name} の Pod は停止までに最大 {seconds} 秒かかり、ドレインの待ち時間を超えます',
    }),
    short: text({
      en: 'container {container} is killed after {seconds} seconds, while its preStop hook still sleeps for {sleep}',
      ja: 'コンテナー {container} は {seconds} 秒で強制終了されますが、preStop フックは {sleep} 秒待ちます',
    }),
  },
  *evaluate(pod, { report }) {
    const at = pod.at('terminationGracePeriodSeconds')
    const written = pod.get('terminationGracePeriodSeconds')
    const seconds = written === undefined ? defaultGrace : written
    if (typeof seconds !== 'number') return notApplicable(text({ en: 'no number is written there', ja: '数値が書かれていません' }))
    const which = { kind: pod.kind, name: pod.object.name }
    const fix = {
      title: text({ en: 'give it the usual 30 seconds', ja: '通常の 30 秒にする' }),
      safety: 'review',
      edits: [remove(at)],
    } as const
    if (seconds === 0) yield report('none', which, { at, fix })
    else if (seconds > drainTimeout && !pod.isBatch) yield report('long', { ...which, seconds }, { at, fix })
    else {
      for (const container of pod.containers) {
        const sleep = container.get('lifecycle', 'preStop', 'sleep', 'seconds')
        if (typeof sleep !== 'number' || sleep < seconds) continue
        yield report(
          'short',
          { container: container.name, seconds, sleep },
          { at: container.at('lifecycle', 'preStop', 'sleep', 'seconds') },
        )
      }
    }
    return undefined
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        forbids: `variables.pod.?terminationGracePeriodSeconds.orValue(${defaultGrace}) == 0`,
        message: 'none',
        args: { kind: 'object.kind', name: 'object.metadata.name' },
      },
      {
        of: 'pod',
        forbids: `variables.pod.?terminationGracePeriodSeconds.orValue(${defaultGrace}) > ${drainTimeout} && !${batchInCel}`,
        message: 'long',
        args: { kind: 'object.kind', name: 'object.metadata.name', seconds: 'string(variables.pod.terminationGracePeriodSeconds)' },
      },
      {
        of: 'container',
        forbids: `variables.pod.?terminationGracePeriodSeconds.orValue(${defaultGrace}) != 0 && (variables.pod.?terminationGracePeriodSeconds.orValue(${defaultGrace}) <= ${drainTimeout} || ${batchInCel}) && container.?lifecycle.?preStop.?sleep.?seconds.orValue(-1) >= variables.pod.?terminationGracePeriodSeconds.orValue(${defaultGrace})`,
        message: 'short',
        args: {
          container: 'container.name',
          seconds: `string(variables.pod.?terminationGracePeriodSeconds.orValue(${defaultGrace}))`,
          sleep: 'string(container.lifecycle.preStop.sleep.seconds)',
        },
      },
    ],
  },
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
    'https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling',
  ],
  examples: [
    {
      name: 'none at all, and two hours',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: «0»
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: queue
spec:
  terminationGracePeriodSeconds: «7200»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['none', 'long'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: queue
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'a hook that sleeps through all of it',
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
          sleep:
            seconds: «60»
`,
      fails: ['short'],
    },
    {
      name: 'a minute',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 60
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
