import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noPrivileged = defineCheck({
  id: 'pod/no-privileged',
  controls: ['pod-no-privileged', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/privileged'],
  subject: workload,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers do not run privileged', ja: 'コンテナーを特権モードで実行しない' }),
  why: text({
    en: 'A privileged container reaches every device of its node and sees none of the limits that keep containers apart, so whoever takes it over owns the node.',
    ja: '特権コンテナーはノードのすべてのデバイスに触れることができ、コンテナーを隔てる制限も受けません。乗っ取られると、ノード全体が奪われます。',
  }),
  messages: {
    privileged: text({ en: 'container {container} runs privileged', ja: 'コンテナー {container} が特権モードで動きます' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      if (container.get('securityContext', 'privileged') !== true) continue
      const at = container.at('securityContext', 'privileged')
      yield report(
        'privileged',
        { container: container.name },
        {
          at,
          fix: {
            title: text({ en: 'set privileged to false', ja: 'privileged を false にする' }),
            safety: 'review',
            edits: [set(at, false)],
          },
        },
      )
    }
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '95edb821-ddaf-4404-9732-666045e056b4',
    cel: [
      {
        of: 'container',
        forbids: 'container.?securityContext.?privileged.orValue(false)',
        message: 'privileged',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a privileged container',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        privileged: «true» # why?
`,
      fails: ['privileged'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        privileged: false # why?
`,
    },
    {
      name: 'nothing said: containers are not privileged by default',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
