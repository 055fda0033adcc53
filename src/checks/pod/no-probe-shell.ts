import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isShell, wordsAt } from '../../models/workload/command-line.ts'
import { workload } from '../../models/workload/workload.ts'

export const noProbeShell = defineCheck({
  id: 'pod/no-probe-shell',
  controls: ['image-minimal-base'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // A wish for later: it is met by changing the image, not the manifest.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Probes do not need a shell', ja: 'プローブでシェルを使わない' }),
  why: text({
    en: 'A probe that runs a shell keeps one in the image, and with it the tools that an intruder looks for first.',
    ja: 'プローブにシェルを使うと、イメージにシェルを残すことになり、侵入者が真っ先に探す道具も一緒に残ります。',
  }),
  messages: {
    shell: text({ en: '{probe} of container {container} runs {shell}', ja: 'コンテナー {container} の {probe} が {shell} を実行します' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        const first = wordsAt(container, probe, 'exec', 'command')[0]
        if (first === undefined || !isShell(first.text)) continue
        yield report('shell', { probe, container: container.name, shell: first.text }, { at: first.at })
      }
    }
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  examples: [
    {
      name: 'a script as a probe',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        exec:
          command: [«/bin/sh», -c, test -f /tmp/alive]
`,
      fails: ['shell'],
    },
    {
      name: 'a program of its own, and a request',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      livenessProbe:
        exec:
          command: [/app/healthy]
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
`,
    },
  ],
})
