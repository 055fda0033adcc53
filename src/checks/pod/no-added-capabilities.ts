import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { baselineCapabilities, severityOfAdding } from '../../models/workload/capability.ts'
import { workload } from '../../models/workload/workload.ts'

export const noAddedCapabilities = defineCheck({
  id: 'pod/no-added-capabilities',
  controls: ['pod-capabilities', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/capabilities_baseline'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers add no capabilities beyond the default set', ja: '既定の範囲を超える Linux ケーパビリティを追加しない' }),
  why: text({
    en: 'Each Linux capability is a piece of root. Those outside the default set reach the kernel, the network or other processes of the node.',
    ja: 'Linux ケーパビリティは root の権限の一部です。既定の範囲にないものは、カーネルやネットワーク、ノード上のほかのプロセスにまで及びます。',
  }),
  messages: {
    added: text({ en: 'container {container} adds {capability}', ja: 'コンテナー {container} が {capability} を追加します' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, capability] of container.list('securityContext', 'capabilities', 'add').entries()) {
        if (baselineCapabilities.has(shown(capability))) continue
        const at = container.at('securityContext', 'capabilities', 'add', index)
        yield report(
          'added',
          { container: container.name, capability: shown(capability) },
          {
            at,
            severity: severityOfAdding(capability),
            fix: { title: text({ en: 'do not add it', ja: '追加をやめる' }), safety: 'review', edits: [remove(at)] },
          },
        )
      }
    }
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: 'c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
    cel: [
      {
        of: 'container',
        each: [{ in: 'container.?securityContext.?capabilities.?add.orValue([])', as: 'capability' }],
        forbids:
          "!(capability in ['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'])",
        message: 'added',
        args: { container: 'container.name', capability: 'capability' },
      },
    ],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  examples: [
    {
      name: 'capabilities over the network and the clock',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          add:
            - NET_BIND_SERVICE
            - «NET_ADMIN»
            - «SYS_TIME»
`,
      fails: ['added', 'added'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          add:
            - NET_BIND_SERVICE
`,
    },
    {
      name: 'one of the default set',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          add: [NET_BIND_SERVICE]
`,
    },
  ],
})
