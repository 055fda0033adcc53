import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { theContainer, thePod, ownerInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

export const runAsNonRoot = defineCheck({
  id: 'pod/run-as-non-root',
  controls: ['pod-non-root', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/runAsNonRoot'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers are held to a user other than root', ja: 'root 以外のユーザーでの実行を強制する' }),
  why: text({
    en: 'Many images run as root unless somebody says otherwise. With runAsNonRoot the kubelet refuses to start such a container, so root inside it, and what it could do to the node, never comes about.',
    ja: '多くのイメージは、何も指定しないと root で動きます。runAsNonRoot を指定すると kubelet がそのようなコンテナーの起動を拒否するため、コンテナー内の root と、そこからノードに及ぶ被害を防げます。',
  }),
  messages: {
    unset: text({ en: 'container {container} may run as root', ja: 'コンテナー {container} が root で動く可能性があります' }),
    disabled: text({ en: '{owner} sets runAsNonRoot to false', ja: '{owner} が runAsNonRoot を false にしています' }),
  },
  *evaluate(pod, { report, target }) {
    // Root inside a user namespace is nobody outside of it: the standard takes that since 1.35.
    if (target.kubernetes >= 35 && pod.hasOwnUserNamespace) return
    const title = text({ en: 'set runAsNonRoot to true', ja: 'runAsNonRoot を true にする' })
    const podAt = pod.at('securityContext', 'runAsNonRoot')
    const podSays = pod.get('securityContext', 'runAsNonRoot')
    if (podSays === false)
      yield report('disabled', { owner: thePod }, { at: podAt, fix: { title, safety: 'review', edits: [set(podAt, true)] } })
    for (const container of pod.containers) {
      const { value, from, at } = container.effective('runAsNonRoot')
      if (value === true || from === 'pod') continue
      // A container whose user is a number other than 0 runs as before when it is held to that.
      const user = container.effective('runAsUser').value
      const safety = typeof user === 'number' && user > 0 ? 'safe' : 'review'
      const fix = { title, safety, edits: [set(at, true)] } as const
      yield from === 'container'
        ? report('disabled', { owner: theContainer(container.name) }, { at, fix })
        : report('unset', { container: container.name }, { at, fix })
    }
  },
  enforce: {
    podSecurity: 'restricted',
    azurePolicy: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042',
    cel: [
      {
        of: 'pod',
        forbids: '!variables.pod.?securityContext.?runAsNonRoot.orValue(true)',
        message: 'disabled',
        args: { owner: ownerInCel.pod },
        kubernetes: { before: 35 },
      },
      {
        of: 'pod',
        forbids: 'variables.pod.?hostUsers.orValue(true) && !variables.pod.?securityContext.?runAsNonRoot.orValue(true)',
        message: 'disabled',
        args: { owner: ownerInCel.pod },
        kubernetes: { from: 35 },
      },
      {
        of: 'container',
        forbids: '!container.?securityContext.?runAsNonRoot.orValue(true)',
        message: 'disabled',
        args: { owner: ownerInCel.container },
        kubernetes: { before: 35 },
      },
      {
        of: 'container',
        forbids: 'variables.pod.?hostUsers.orValue(true) && !container.?securityContext.?runAsNonRoot.orValue(true)',
        message: 'disabled',
        args: { owner: ownerInCel.container },
        kubernetes: { from: 35 },
      },
      {
        of: 'container',
        forbids: '!container.?securityContext.?runAsNonRoot.hasValue() && !variables.pod.?securityContext.?runAsNonRoot.hasValue()',
        message: 'unset',
        args: { container: 'container.name' },
        kubernetes: { before: 35 },
      },
      {
        of: 'container',
        forbids:
          'variables.pod.?hostUsers.orValue(true) && !container.?securityContext.?runAsNonRoot.hasValue() && !variables.pod.?securityContext.?runAsNonRoot.hasValue()',
        message: 'unset',
        args: { container: 'container.name' },
        kubernetes: { from: 35 },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  examples: [
    {
      name: 'said neither for the pod nor for the container',
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
        runAsNonRoot: true
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
    runAsNonRoot: true
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsNonRoot: «false»
`,
      fails: ['disabled'],
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
        runAsNonRoot: true
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
    runAsNonRoot: true
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
