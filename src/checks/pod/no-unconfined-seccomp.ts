import { defineCheck, type CelRule } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { securityContexts, securityContextsInCel, theContainer, thePod } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod'
const containerAnnotation = 'container.seccomp.security.alpha.kubernetes.io/'
const fieldSince = 19

export const noUnconfinedSeccomp = defineCheck({
  id: 'pod/no-unconfined-seccomp',
  controls: ['pod-seccomp', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/seccompProfile_baseline'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'seccomp is not switched off', ja: 'seccomp を無効にしない' }),
  why: text({
    en: 'seccomp keeps containers from system calls that they never need and that kernel exploits rely on. Unconfined takes the filter away.',
    ja: 'seccomp は、コンテナーに不要で、カーネルの脆弱性の悪用に使われるシステムコールを止めます。Unconfined にすると、このフィルターがなくなります。',
  }),
  messages: {
    profile: text({ en: 'the seccomp profile of {owner} is {profile}', ja: '{owner} の seccomp プロファイルが {profile} です' }),
  },
  *evaluate(pod, { report, target }) {
    const title = text({ en: 'use the profile of the container runtime', ja: 'コンテナーランタイムのプロファイルを使う' })
    if (target.kubernetes < fieldSince) {
      // The annotations counted until the fields came with 1.19, and have meant nothing since.
      const names = [podAnnotation, ...pod.containers.map(({ name }) => containerAnnotation + name)]
      for (const name of names) {
        const profile = pod.podAnnotations[name]
        if (profile === undefined || ['runtime/default', 'docker/default'].includes(profile) || profile.startsWith('localhost/')) continue
        const at = pod.atMetadata('annotations', name)
        const owner = name === podAnnotation ? thePod : theContainer(name.slice(containerAnnotation.length))
        yield report('profile', { owner, profile }, { at, fix: { title, safety: 'review', edits: [remove(at)] } })
      }
      return
    }
    for (const { owner, at: atField, get } of securityContexts(pod)) {
      const type = get('seccompProfile', 'type')
      const at = atField('seccompProfile', 'type')
      if (get('seccompProfile') === undefined || type === 'RuntimeDefault' || type === 'Localhost') continue
      yield report(
        'profile',
        { owner, profile: shown(type ?? '?') },
        { at, fix: { title, safety: 'review', edits: [set(at, 'RuntimeDefault')] } },
      )
    }
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '975ce327-682c-4f2e-aa46-b9598289b86c',
    // Admission policies came long after the annotations had lost their meaning.
    cel: securityContextsInCel.map(({ of, owner, context }): CelRule => ({
      of,
      forbids: `${context}.?seccompProfile.hasValue() && !(${context}.?seccompProfile.?type.orValue('?') in ['RuntimeDefault', 'Localhost'])`,
      message: 'profile',
      args: { owner, profile: `${context}.?seccompProfile.?type.orValue('?')` },
    })),
  },
  references: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],
  examples: [
    {
      name: 'an unconfined pod',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: «Unconfined»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['profile'],
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
`,
    },
    {
      name: 'by annotation, before 1.19',
      kubernetes: 18,
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.seccomp.security.alpha.kubernetes.io/app: «unconfined»
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['profile'],
    },
    {
      name: 'nothing said: whether a profile is demanded is another question',
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
