import { defineCheck, type CelRule } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { securityContexts, securityContextsInCel, type SecurityContextInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

const allowedTypes = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t'])
/** Joined the allowed types with Kubernetes 1.31: containers that run a container engine. */
const allowedSince31 = 'container_engine_t'

/** The same in CEL, before and since 1.31. */
function rulesInCel(): readonly CelRule[] {
  const list = (types: readonly string[]) => `[${types.map((type) => `'${type}'`).join(', ')}]`
  const rule = ({ of, owner, context }: SecurityContextInCel, option: string, fine: readonly string[]): CelRule => ({
    of,
    forbids: `!(${context}.?seLinuxOptions.?${option}.orValue('') in ${list(fine)})`,
    message: 'option',
    args: { owner, option: `'${option}'`, value: `${context}.?seLinuxOptions.?${option}.orValue('')` },
  })
  return securityContextsInCel.flatMap((one) => [
    rule(one, 'user', ['']),
    rule(one, 'role', ['']),
    { ...rule(one, 'type', [...allowedTypes]), kubernetes: { before: 31 } },
    { ...rule(one, 'type', [...allowedTypes, allowedSince31]), kubernetes: { from: 31 } },
  ])
}

export const noSelinuxOptions = defineCheck({
  id: 'pod/no-selinux-options',
  controls: ['pod-selinux', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/seLinuxOptions'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'SELinux labels stay within the types meant for containers', ja: 'SELinux ラベルはコンテナー用の型だけを使う' }),
  why: text({
    en: 'A custom SELinux user or role, or a type that is not made for containers, can lift the separation between the container and its node.',
    ja: '独自の SELinux ユーザーやロール、コンテナー用でない型を指定すると、コンテナーとノードの隔離が失われることがあります。',
  }),
  messages: {
    option: text({ en: '{owner} sets the SELinux {option} to {value}', ja: '{owner} が SELinux の {option} を {value} にしています' }),
  },
  *evaluate(pod, { report, target }) {
    for (const { owner, at, get } of securityContexts(pod)) {
      const options = get('seLinuxOptions')
      if (!isObject(options)) continue
      for (const option of ['user', 'role', 'type']) {
        const value = options[option] ?? ''
        if (value === '') continue
        if (option === 'type' && (allowedTypes.has(shown(value)) || (value === allowedSince31 && target.kubernetes >= 31))) continue
        yield report(
          'option',
          { owner, option, value: shown(value) },
          {
            at: at('seLinuxOptions', option),
            fix: {
              title: text({ en: 'leave it to the node', ja: 'ノードの既定に任せる' }),
              safety: 'review',
              edits: [remove(at('seLinuxOptions', option))],
            },
          },
        )
      }
    }
  },
  enforce: { podSecurity: 'baseline', azurePolicy: 'e1e6c427-07d9-46ab-9689-bfa85431e636', cel: rulesInCel() },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a type for daemons of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        seLinuxOptions:
          type: «spc_t»
          level: s0:c123,c456
`,
      fails: ['option'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        seLinuxOptions:
          level: s0:c123,c456
`,
    },
    {
      name: 'a level, and a type that containers have anyway',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seLinuxOptions:
      type: container_t
      level: s0:c123,c456
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'the type of container engines, before 1.31',
      kubernetes: 30,
      source: `apiVersion: v1
kind: Pod
metadata:
  name: build
spec:
  securityContext:
    seLinuxOptions:
      type: «container_engine_t»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['option'],
    },
  ],
})
