import { defineCheck } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { capabilityName } from '../../models/workload/capability.ts'
import { namesCapabilityInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const effectiveEscalationBan = defineCheck({
  id: 'pod/effective-escalation-ban',
  controls: ['pod-no-privilege-escalation', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A ban on privilege escalation has an effect', ja: '特権昇格の禁止を無効にする設定を併記しない' }),
  why: text({
    en: 'A container that is privileged or holds SYS_ADMIN can always gain privileges. The line that says otherwise protects nothing, and the API server refuses most of these objects.',
    ja: '特権モードのコンテナーや SYS_ADMIN を持つコンテナーは、常に特権を得られます。禁止の指定は効かず、多くの場合は API サーバーがオブジェクトを受け付けません。',
  }),
  messages: {
    privileged: text({
      en: 'container {container} refuses privilege escalation and is privileged',
      ja: 'コンテナー {container} は特権の昇格を禁止していますが、特権モードで動きます',
    }),
    capability: text({
      en: 'container {container} refuses privilege escalation and adds SYS_ADMIN',
      ja: 'コンテナー {container} は特権の昇格を禁止していますが、SYS_ADMIN を追加しています',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      if (container.get('securityContext', 'allowPrivilegeEscalation') !== false) continue
      const at = container.at('securityContext', 'allowPrivilegeEscalation')
      const add = container.list('securityContext', 'capabilities', 'add')
      const admin = add.findIndex((capability) => capabilityName(capability) === 'SYS_ADMIN')
      if (container.get('securityContext', 'privileged') === true) {
        const privileged = container.at('securityContext', 'privileged')
        const note = text({ en: 'privileged here', ja: 'ここで特権モードになります' })
        const title = text({ en: 'set privileged to false', ja: 'privileged を false にする' })
        yield report(
          'privileged',
          { container: container.name },
          { at, related: [{ at: privileged, note }], fix: { title, safety: 'review', edits: [set(privileged, false)] } },
        )
      } else if (admin !== -1) {
        const added = container.at('securityContext', 'capabilities', 'add', admin)
        const note = text({ en: 'added here', ja: 'ここで追加しています' })
        const title = text({ en: 'do not add SYS_ADMIN', ja: 'SYS_ADMIN を追加しない' })
        yield report(
          'capability',
          { container: container.name },
          { at, related: [{ at: added, note }], fix: { title, safety: 'review', edits: [remove(added)] } },
        )
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        forbids:
          '!container.?securityContext.?allowPrivilegeEscalation.orValue(true) && container.?securityContext.?privileged.orValue(false)',
        message: 'privileged',
        args: { container: 'container.name' },
      },
      {
        of: 'container',
        forbids: `!container.?securityContext.?allowPrivilegeEscalation.orValue(true) && !container.?securityContext.?privileged.orValue(false) && ${namesCapabilityInCel('container.?securityContext.?capabilities.?add', ['SYS_ADMIN'])}`,
        message: 'capability',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  examples: [
    {
      name: 'privileged, and with a capability that is as good',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        privileged: true
        allowPrivilegeEscalation: «false»
    - name: mounter
      image: registry.example/mounter:1
      securityContext:
        allowPrivilegeEscalation: «false»
        capabilities:
          add: [SYS_ADMIN]
`,
      fails: ['privileged', 'capability'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        privileged: false
        allowPrivilegeEscalation: false
    - name: mounter
      image: registry.example/mounter:1
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          add: []
`,
    },
    {
      name: 'a ban that holds',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          add: [NET_BIND_SERVICE]
`,
    },
  ],
})
