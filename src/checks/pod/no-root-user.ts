import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { securityContexts, ownerInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

export const noRootUser = defineCheck({
  id: 'pod/no-root-user',
  controls: ['pod-non-root', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/runAsUser'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The user is not set to root', ja: 'ユーザーに root を指定しない' }),
  why: text({
    en: 'User 0 is root. A process that breaks out of its container as root is root on the node, unless a user namespace stands between them.',
    ja: 'ユーザー 0 は root です。root のままコンテナーから抜け出したプロセスは、ユーザー名前空間で隔てられていない限り、ノードでも root になります。',
  }),
  messages: {
    root: text({ en: '{owner} runs as user 0', ja: '{owner} がユーザー 0 で動きます' }),
  },
  *evaluate(pod, { report, target }) {
    // The rule came with 1.23; since 1.35 root inside a user namespace is let through.
    if (target.kubernetes < 23 || (target.kubernetes >= 35 && pod.hasOwnUserNamespace)) return
    const title = text({ en: 'leave the user to the image', ja: 'ユーザーをイメージの指定に任せる' })
    for (const { owner, at: atField, get } of securityContexts(pod)) {
      if (get('runAsUser') !== 0) continue
      const at = atField('runAsUser')
      yield report('root', { owner }, { at, fix: { title, safety: 'review', edits: [remove(at)] } })
    }
  },
  enforce: {
    podSecurity: 'restricted',
    azurePolicy: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042',
    cel: [
      {
        of: 'pod',
        forbids: 'variables.pod.?securityContext.?runAsUser.orValue(1) == 0',
        message: 'root',
        args: { owner: ownerInCel.pod },
        kubernetes: { before: 35 },
      },
      {
        of: 'pod',
        forbids: 'variables.pod.?hostUsers.orValue(true) && variables.pod.?securityContext.?runAsUser.orValue(1) == 0',
        message: 'root',
        args: { owner: ownerInCel.pod },
        kubernetes: { from: 35 },
      },
      {
        of: 'container',
        forbids: 'container.?securityContext.?runAsUser.orValue(1) == 0',
        message: 'root',
        args: { owner: ownerInCel.container },
        kubernetes: { before: 35 },
      },
      {
        of: 'container',
        forbids: 'variables.pod.?hostUsers.orValue(true) && container.?securityContext.?runAsUser.orValue(1) == 0',
        message: 'root',
        args: { owner: ownerInCel.container },
        kubernetes: { from: 35 },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'root by number',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: 1000
        runAsUser: «0»
`,
      fails: ['root'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: 1000
`,
    },
    {
      name: 'a user of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10001
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
