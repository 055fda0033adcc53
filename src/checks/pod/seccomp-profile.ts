import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { theContainer, thePod, ownerInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

export const seccompProfile = defineCheck({
  id: 'pod/seccomp-profile',
  controls: ['pod-seccomp', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/seccompProfile_restricted'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers run with a seccomp profile', ja: 'seccomp プロファイルを適用する' }),
  why: text({
    en: 'Without a profile every system call of the kernel is open to the container, those that exploits need included. AKS nodes do not apply one by themselves.',
    ja: 'プロファイルがないと、攻撃に使われるものも含め、カーネルのすべてのシステムコールをコンテナーから呼び出せます。AKS のノードが自動で適用することはありません。',
  }),
  messages: {
    unset: text({ en: 'container {container} has no seccomp profile', ja: 'コンテナー {container} に seccomp プロファイルがありません' }),
    unfit: text({ en: 'the seccomp profile of {owner} is {profile}', ja: '{owner} の seccomp プロファイルが {profile} です' }),
  },
  *evaluate(pod, { report, target }) {
    if (target.kubernetes < 19 || (target.kubernetes >= 25 && pod.declaresWindows)) return
    const title = text({ en: 'use the profile of the container runtime', ja: 'コンテナーランタイムのプロファイルを使う' })
    const podProfile = pod.get('securityContext', 'seccompProfile')
    const podType = pod.get('securityContext', 'seccompProfile', 'type')
    const podAt = pod.at('securityContext', 'seccompProfile', 'type')
    if (podProfile !== undefined && !isProfile(podType)) {
      yield report(
        'unfit',
        { owner: thePod, profile: shown(podType ?? '?') },
        { at: podAt, fix: { title, safety: 'review', edits: [set(podAt, 'RuntimeDefault')] } },
      )
    }
    for (const container of pod.containers) {
      const own = container.get('securityContext', 'seccompProfile')
      const type = container.get('securityContext', 'seccompProfile', 'type')
      if (isProfile(type) || (own === undefined && podProfile !== undefined)) continue
      const at = container.at('securityContext', 'seccompProfile', 'type')
      const fix = { title, safety: 'review', edits: [set(at, 'RuntimeDefault')] } as const
      yield own === undefined
        ? report('unset', { container: container.name }, { at, fix })
        : report('unfit', { owner: theContainer(container.name), profile: shown(type ?? '?') }, { at, fix })
    }
  },
  enforce: {
    podSecurity: 'restricted',
    azurePolicy: '975ce327-682c-4f2e-aa46-b9598289b86c',
    cel: [
      {
        of: 'pod',
        forbids:
          "variables.pod.?os.?name.orValue('') != 'windows' && variables.pod.?securityContext.?seccompProfile.hasValue() && !(variables.pod.securityContext.seccompProfile.?type.orValue('?') in ['RuntimeDefault', 'Localhost'])",
        message: 'unfit',
        args: { owner: ownerInCel.pod, profile: "variables.pod.securityContext.seccompProfile.?type.orValue('?')" },
      },
      {
        of: 'container',
        forbids:
          "variables.pod.?os.?name.orValue('') != 'windows' && !container.?securityContext.?seccompProfile.hasValue() && !variables.pod.?securityContext.?seccompProfile.hasValue()",
        message: 'unset',
        args: { container: 'container.name' },
      },
      {
        of: 'container',
        forbids:
          "variables.pod.?os.?name.orValue('') != 'windows' && container.?securityContext.?seccompProfile.hasValue() && !(container.securityContext.seccompProfile.?type.orValue('?') in ['RuntimeDefault', 'Localhost'])",
        message: 'unfit',
        args: { owner: ownerInCel.container, profile: "container.securityContext.seccompProfile.?type.orValue('?')" },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],
  examples: [
    {
      name: 'no profile anywhere',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - «name: app»
      image: registry.example/app:1
`,
      fails: ['unset'],
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
      name: 'the container takes back what the pod says',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        seccompProfile:
          type: «Unconfined»
`,
      fails: ['unfit'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        seccompProfile:
          type: RuntimeDefault
`,
    },
    {
      name: 'the pod speaks for all its containers',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})

function isProfile(type: unknown): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost'
}
