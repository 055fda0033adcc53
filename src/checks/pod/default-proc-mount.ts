import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const defaultProcMount = defineCheck({
  id: 'pod/default-proc-mount',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/procMount'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The masks over /proc stay in place', ja: '/proc のマスクを外さない' }),
  why: text({
    en: 'Container runtimes hide the dangerous parts of /proc. Unmasked, a container with root rights can change kernel settings of its node.',
    ja: 'コンテナーランタイムは /proc の危険な部分を隠しています。マスクを外すと、root 権限を持つコンテナーがノードのカーネル設定を変更できます。',
  }),
  messages: {
    procMount: text({
      en: 'container {container} mounts /proc as {procMount}',
      ja: 'コンテナー {container} が /proc を {procMount} でマウントします',
    }),
  },
  *evaluate(pod, { report, target }) {
    // Since Kubernetes 1.35 the baseline standard allows it inside a user namespace.
    if (target.kubernetes >= 35 && pod.hasOwnUserNamespace) return
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
    podSecurity: 'baseline',
    azurePolicy: 'f85eb0dd-92ee-40e9-8a76-db25a507d6d3',
    cel: [
      {
        of: 'container',
        forbids: "container.?securityContext.?procMount.orValue('Default') != 'Default'",
        message: 'procMount',
        args: { container: 'container.name', procMount: 'container.securityContext.procMount' },
        kubernetes: { before: 35 },
      },
      {
        of: 'container',
        forbids: "variables.pod.?hostUsers.orValue(true) && container.?securityContext.?procMount.orValue('Default') != 'Default'",
        message: 'procMount',
        args: { container: 'container.name', procMount: 'container.securityContext.procMount' },
        kubernetes: { from: 35 },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'an unmasked /proc',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
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
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        procMount: Default
`,
    },
    {
      name: 'unmasked inside a user namespace, which the standard allows from 1.35 on',
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
        procMount: Unmasked
`,
    },
    {
      name: 'the same before 1.35',
      kubernetes: 34,
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
    },
  ],
})
