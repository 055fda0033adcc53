import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { windowsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/'

export const apparmorProfile = defineCheck({
  id: 'pod/apparmor-profile',
  controls: ['image-apparmor'],
  subject: workload,
  severity: 'low',
  confidence: 'medium',
  // Ubuntu nodes apply the profile of the runtime by themselves, and Azure Linux nodes have no AppArmor.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Containers name an AppArmor profile', ja: 'AppArmor プロファイルを明示する' }),
  why: text({
    en: 'A profile that is named is demanded: a node that cannot apply it does not start the container, instead of starting it without.',
    ja: 'プロファイルを明示すれば必須になります。適用できないノードでは、保護なしで動き出すのではなく、コンテナーが起動しません。',
  }),
  messages: {
    unset: text({
      en: 'container {container} names no AppArmor profile',
      ja: 'コンテナー {container} に AppArmor プロファイルの指定がありません',
    }),
  },
  *evaluate(pod, { report, target }) {
    if (pod.os === 'windows') return
    for (const container of pod.containers) {
      if (container.effective('appArmorProfile').from !== 'unset' || pod.podAnnotations[annotationPrefix + container.name] !== undefined)
        continue
      const at = container.at('securityContext', 'appArmorProfile', 'type')
      // The field came with 1.30; before, only an annotation could say it.
      const fix =
        target.kubernetes >= 30
          ? set(at, 'RuntimeDefault')
          : set(pod.atMetadata('annotations', annotationPrefix + container.name), 'runtime/default')
      yield report(
        'unset',
        { container: container.name },
        {
          at,
          fix: {
            title: text({ en: 'use the profile of the container runtime', ja: 'コンテナーランタイムのプロファイルを使う' }),
            safety: 'review',
            edits: [fix],
          },
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        forbids: `!${windowsInCel} && !container.?securityContext.?appArmorProfile.hasValue() && !variables.pod.?securityContext.?appArmorProfile.hasValue() && !(('${annotationPrefix}' + container.name) in variables.annotations)`,
        message: 'unset',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tutorials/security/apparmor/'],
  examples: [
    {
      name: 'said for one container of two',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: runtime/default
spec:
  containers:
    - name: app
      image: registry.example/app:1
    - «name: helper»
      image: registry.example/helper:1
`,
      fails: ['unset'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: runtime/default
spec:
  containers:
    - name: app
      image: registry.example/app:1
    - name: helper
      image: registry.example/helper:1
      securityContext:
        appArmorProfile:
          type: RuntimeDefault
`,
    },
    {
      name: 'by annotation, before 1.30',
      kubernetes: 29,
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
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: runtime/default
spec:
  containers:
    - name: app
      image: registry.example/app:1
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
    appArmorProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
