import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

/** What the restricted Pod Security Standard asks of a container. */
const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
}

export const securityContext = defineCheck({
  id: 'pod/security-context',
  controls: ['pod-security-context'],
  standards: ['cis-aks/4.6.2'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  // The checks of the single fields say the same, with what to write.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Pods and containers have a security context', ja: 'Pod とコンテナーにセキュリティコンテキストを設定する' }),
  why: text({
    en: 'Without a security context everything is left to the image, which usually means root with the default capabilities and a writable file system.',
    ja: 'セキュリティコンテキストがないと、すべてがイメージ任せになります。多くの場合、root で動き、既定のケーパビリティを持ち、ファイルシステムにも書き込めます。',
  }),
  messages: {
    none: text({
      en: 'neither the pod nor container {container} has a security context',
      ja: 'Pod にもコンテナー {container} にもセキュリティコンテキストがありません',
    }),
  },
  *evaluate(pod, { report }) {
    if (isSet(objectAt(pod.spec, ['securityContext']))) return
    for (const container of pod.containers) {
      if (isSet(objectAt(container.spec, ['securityContext']))) continue
      const at = container.at('securityContext')
      const title = text({ en: 'give it what the restricted standard asks for', ja: 'restricted の標準が求める内容を設定する' })
      const fix = { title, safety: 'review', edits: [set(at, restricted)] } as const
      yield report('none', { container: container.name }, { at, fix: pod.os === 'windows' ? undefined : fix })
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        forbids: 'size(variables.pod.?securityContext.orValue({})) == 0 && size(container.?securityContext.orValue({})) == 0',
        message: 'none',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  examples: [
    {
      name: 'nothing said, or nothing said in it',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {}
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
  securityContext: {}
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsNonRoot: true
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
        seccompProfile:
          type: RuntimeDefault
`,
    },
    {
      name: 'something said for the container',
      source: `apiVersion: v1
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
  ],
})

function isSet(context: object | undefined): boolean {
  return context !== undefined && Object.values(context).some((value) => value !== null)
}
