import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const defaultProcMountAlways = defineCheck({
  id: 'pod/default-proc-mount-always',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/procMount_restricted'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'The masks over /proc stay in place, in user namespaces too',
    ja: 'ユーザー名前空間の中でも /proc のマスクを外さない',
  }),
  why: text({
    en: 'A user namespace takes most of the danger out of an unmasked /proc, which is why the baseline standard allows it; the restricted standard does not, because the kernel stays visible.',
    ja: 'ユーザー名前空間を使えば、マスクのない /proc の危険は大きく減るため、baseline では認められています。それでもカーネルの情報は見えるため、restricted では認められません。',
  }),
  messages: {
    procMount: text({
      en: 'container {container} mounts /proc as {procMount}',
      ja: 'コンテナー {container} が /proc を {procMount} でマウントします',
    }),
  },
  *evaluate(pod, { report, target }) {
    // Until 1.35 the baseline rule was this strict itself, and the restricted standard needed none of its own.
    if (target.kubernetes < 35) return
    for (const container of pod.containers) {
      const procMount = container.get('securityContext', 'procMount')
      if (procMount === undefined || procMount === 'Default') continue
      const at = container.at('securityContext', 'procMount')
      yield report(
        'procMount',
        { container: container.name, procMount: shown(procMount) },
        {
          at,
          fix: {
            title: text({ en: 'set procMount to Default', ja: 'procMount を Default にする' }),
            safety: 'review',
            edits: [set(at, 'Default')],
          },
        },
      )
    }
  },
  enforce: {
    podSecurity: 'restricted',
    cel: [
      {
        of: 'container',
        forbids: "container.?securityContext.?procMount.orValue('Default') != 'Default'",
        message: 'procMount',
        args: { container: 'container.name', procMount: 'container.securityContext.procMount' },
        kubernetes: { from: 35 },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'unmasked inside a user namespace',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: build
spec:
  hostUsers: false
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        procMount: «Unmasked»
`,
      fails: ['procMount'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: build
spec:
  hostUsers: false
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        procMount: Default
`,
    },
    {
      name: 'left alone',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: build
spec:
  hostUsers: false
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
