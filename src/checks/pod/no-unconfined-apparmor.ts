import { defineCheck, type CelRule } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { securityContexts, securityContextsInCel, theContainer } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/'

export const noUnconfinedApparmor = defineCheck({
  id: 'pod/no-unconfined-apparmor',
  controls: ['image-apparmor', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/appArmorProfile'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'AppArmor is not switched off', ja: 'AppArmor を無効にしない' }),
  why: text({
    en: 'AppArmor keeps a container from writing to kernel interfaces and mounting file systems. Unconfined takes that protection away.',
    ja: 'AppArmor は、コンテナーがカーネルのインターフェイスに書き込んだりファイルシステムをマウントしたりすることを防ぎます。Unconfined にすると、この保護がなくなります。',
  }),
  messages: {
    profile: text({ en: 'the AppArmor profile of {owner} is {profile}', ja: '{owner} の AppArmor プロファイルが {profile} です' }),
  },
  *evaluate(pod, { report }) {
    const title = text({ en: 'use the profile of the container runtime', ja: 'コンテナーランタイムのプロファイルを使う' })
    for (const { owner, at: atField, get } of securityContexts(pod)) {
      const type = get('appArmorProfile', 'type')
      const at = atField('appArmorProfile', 'type')
      if (type === undefined || type === 'RuntimeDefault' || type === 'Localhost') continue
      yield report('profile', { owner, profile: shown(type) }, { at, fix: { title, safety: 'review', edits: [set(at, 'RuntimeDefault')] } })
    }
    for (const [name, profile] of Object.entries(pod.podAnnotations)) {
      if (!name.startsWith(annotationPrefix) || profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/'))
        continue
      const at = pod.atMetadata('annotations', name)
      yield report(
        'profile',
        { owner: theContainer(name.slice(annotationPrefix.length)), profile },
        { at, fix: { title, safety: 'review', edits: [remove(at)] } },
      )
    }
  },
  enforce: {
    podSecurity: 'baseline',
    azurePolicy: '511f5417-5d12-434d-ab2e-816901e72a5e',
    cel: [
      ...securityContextsInCel.map(({ of, owner, context }): CelRule => ({
        of,
        forbids: `!(${context}.?appArmorProfile.?type.orValue('RuntimeDefault') in ['RuntimeDefault', 'Localhost'])`,
        message: 'profile',
        args: { owner, profile: `${context}.?appArmorProfile.?type.orValue('')` },
      })),
      {
        of: 'annotation',
        forbids: `annotation.startsWith('${annotationPrefix}') && !(variables.annotations[annotation] in ['', 'runtime/default']) && !variables.annotations[annotation].startsWith('localhost/')`,
        message: 'profile',
        args: {
          owner: {
            en: `'container ' + annotation.substring(${annotationPrefix.length})`,
            ja: `'コンテナー ' + annotation.substring(${annotationPrefix.length})`,
          },
          profile: 'variables.annotations[annotation]',
        },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tutorials/security/apparmor/'],
  examples: [
    {
      name: 'unconfined by field and by annotation',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    team: shop
    container.apparmor.security.beta.kubernetes.io/app: «unconfined»
spec:
  securityContext:
    appArmorProfile:
      type: «Unconfined»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['profile', 'profile'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    team: shop
spec:
  securityContext:
    appArmorProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'a profile of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        appArmorProfile:
          type: Localhost
          localhostProfile: web
`,
    },
  ],
})
