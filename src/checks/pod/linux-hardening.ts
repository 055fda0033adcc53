import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { capabilityName } from '../../models/workload/capability.ts'
import { namesCapabilityInCel, windowsInCel } from '../../models/workload/conditions-in-cel.ts'
import type { Container } from '../../models/workload/container.ts'
import { workload, type Workload } from '../../models/workload/workload.ts'

/** The opposite of `isHardened` in CEL. */
const isSoftInCel = [
  `!${windowsInCel}`,
  "container.?securityContext.?seccompProfile.?type.or(variables.pod.?securityContext.?seccompProfile.?type).orValue('Unconfined') == 'Unconfined'",
  `container.?securityContext.?appArmorProfile.?type.or(variables.pod.?securityContext.?appArmorProfile.?type)
.or(variables.annotations[?'container.apparmor.security.beta.kubernetes.io/' + container.name]).orValue('Unconfined').lowerAscii() == 'unconfined'`,
  'size(container.?securityContext.?seLinuxOptions.or(variables.pod.?securityContext.?seLinuxOptions).orValue({})) == 0',
  `(size(container.?securityContext.?capabilities.?drop.orValue([])) == 0 || ${namesCapabilityInCel('container.?securityContext.?capabilities.?add', ['ALL'])})`,
].join(' && ')

export const linuxHardening = defineCheck({
  id: 'pod/linux-hardening',
  controls: ['pod-security-context'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  // The checks of seccomp, AppArmor, SELinux and capabilities say more precisely what is missing.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'At least one protection of the Linux kernel is in use', ja: 'Linux カーネルの保護機能を 1 つ以上使う' }),
  why: text({
    en: 'Seccomp, AppArmor, SELinux and fewer capabilities each narrow what a container can ask of the kernel that it shares. With none of them named, one flaw of the kernel is enough to leave it.',
    ja: 'seccomp、AppArmor、SELinux、ケーパビリティの削減は、共有するカーネルに対してコンテナーができることを絞ります。どれも指定がなければ、カーネルの欠陥 1 つで抜け出されます。',
  }),
  messages: {
    none: text({
      en: 'container {container} names no seccomp, AppArmor or SELinux profile and drops no capability',
      ja: 'コンテナー {container} には seccomp、AppArmor、SELinux の指定がなく、ケーパビリティも外していません',
    }),
  },
  *evaluate(pod, { report }) {
    if (pod.os === 'windows') return
    for (const container of pod.containers) {
      if (isHardened(container, pod)) continue
      yield report(
        'none',
        { container: container.name },
        {
          at: container.at('securityContext'),
          fix: {
            title: text({
              en: 'use the seccomp profile of the container runtime',
              ja: 'コンテナーランタイムの seccomp プロファイルを使う',
            }),
            safety: 'review',
            edits: [set(container.at('securityContext', 'seccompProfile', 'type'), 'RuntimeDefault')],
          },
        },
      )
    }
  },
  enforce: { cel: [{ of: 'container', forbids: isSoftInCel, message: 'none', args: { container: 'container.name' } }] },
  references: ['https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/'],
  examples: [
    {
      name: 'none of the four',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - «name: app»
      image: registry.example/app:1
`,
      fails: ['none'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        seccompProfile:
          type: RuntimeDefault
`,
    },
    {
      name: 'one of the four',
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
          drop: [NET_RAW]
`,
    },
  ],
})

function isHardened(container: Container, pod: Workload): boolean {
  const seccomp = container.effective('seccompProfile', 'type').value
  const apparmor =
    container.effective('appArmorProfile', 'type').value ??
    pod.podAnnotations[`container.apparmor.security.beta.kubernetes.io/${container.name}`]
  const selinux = container.effective('seLinuxOptions').value
  const added = container.list('securityContext', 'capabilities', 'add').map(capabilityName)
  return (
    (seccomp !== undefined && seccomp !== 'Unconfined') ||
    (apparmor !== undefined && apparmor !== 'Unconfined' && apparmor !== 'unconfined') ||
    (isObject(selinux) && Object.keys(selinux).length > 0) ||
    (container.list('securityContext', 'capabilities', 'drop').length > 0 && !added.includes('ALL'))
  )
}
