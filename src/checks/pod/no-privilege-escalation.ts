import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { hasNothingToGain } from '../../models/workload/privilege.ts'
import { workload } from '../../models/workload/workload.ts'

export const noPrivilegeEscalation = defineCheck({
  id: 'pod/no-privilege-escalation',
  controls: ['pod-no-privilege-escalation', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/allowPrivilegeEscalation'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers cannot gain privileges', ja: '特権の昇格を許可しない' }),
  why: text({
    en: 'Unless it is refused, a process can become more than it was started as by running a setuid program, and a small hole becomes root in the container. The default allows it.',
    ja: '明示的に禁止しない限り、setuid プログラムを実行することで起動時より強い権限を得られ、小さな穴がコンテナー内の root につながります。既定では許可されています。',
  }),
  messages: {
    unset: text({
      en: 'container {container} does not refuse privilege escalation',
      ja: 'コンテナー {container} が特権の昇格を禁止していません',
    }),
    allowed: text({ en: 'container {container} allows privilege escalation', ja: 'コンテナー {container} が特権の昇格を許可しています' }),
  },
  *evaluate(pod, { report, target }) {
    // The field came with 1.8; it means nothing on Windows, which the standard says since 1.25.
    if (target.kubernetes < 8 || (target.kubernetes >= 25 && pod.declaresWindows)) return
    for (const container of pod.containers) {
      const allowed = container.get('securityContext', 'allowPrivilegeEscalation')
      if (allowed === false) continue
      const at = container.at('securityContext', 'allowPrivilegeEscalation')
      yield report(
        allowed === undefined ? 'unset' : 'allowed',
        { container: container.name },
        {
          at,
          fix: {
            title: text({ en: 'set allowPrivilegeEscalation to false', ja: 'allowPrivilegeEscalation を false にする' }),
            safety: hasNothingToGain(container) ? 'safe' : 'review',
            edits: [set(at, false)],
          },
        },
      )
    }
  },
  enforce: {
    podSecurity: 'restricted',
    azurePolicy: '1c6e92c9-99f0-4e55-9cf2-0c234dc48f99',
    cel: [
      {
        of: 'container',
        forbids: "variables.pod.?os.?name.orValue('') != 'windows' && !container.?securityContext.?allowPrivilegeEscalation.hasValue()",
        message: 'unset',
        args: { container: 'container.name' },
      },
      {
        of: 'container',
        forbids: "variables.pod.?os.?name.orValue('') != 'windows' && container.?securityContext.?allowPrivilegeEscalation.orValue(false)",
        message: 'allowed',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  examples: [
    {
      name: 'a user other than root who has no capabilities to gain',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        «capabilities»:
          drop: [ALL]
`,
      fails: ['unset'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop: [ALL]
        allowPrivilegeEscalation: false
`,
    },
    {
      name: 'said for one container, left out for another',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        allowPrivilegeEscalation: «true»
    - «name: helper»
      image: registry.example/helper:1
`,
      fails: ['allowed', 'unset'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        allowPrivilegeEscalation: false
    - name: helper
      image: registry.example/helper:1
      securityContext:
        allowPrivilegeEscalation: false
`,
    },
    {
      name: 'refused',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        allowPrivilegeEscalation: false
`,
    },
    {
      name: 'Windows has no such thing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os:
    name: windows
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
