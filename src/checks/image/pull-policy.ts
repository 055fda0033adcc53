import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { isMoving } from '../../models/image/image-name.ts'
import { imageOfContainerInCel, movingInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const pullPolicy = defineCheck({
  id: 'image/pull-policy',
  controls: ['image-trusted-registry'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // A digest settles it, and the kubelet can be told to verify credentials of images that it has.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Images behind a tag are pulled each time', ja: 'タグで指定したイメージは毎回プルする' }),
  why: text({
    en: 'An image that is already on the node starts without asking the registry: a stale one, one that was withdrawn, or a private one of another tenant, for which this pod has no rights.',
    ja: 'ノードにすでにあるイメージは、レジストリに確認せずに起動します。古いもの、取り下げられたもの、この Pod に権限のない他テナントの非公開イメージでも動いてしまいます。',
  }),
  messages: {
    kept: text({
      en: 'container {container} takes {image} from the node if it is there ({policy})',
      ja: 'コンテナー {container} は、ノードに {image} があればそれを使います（{policy}）',
    }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, container } of imagesOf(pod)) {
      if (container === undefined || name.digest !== undefined) continue
      // The API server fills in Always for latest, and IfNotPresent for any other tag.
      const policy = container.get('imagePullPolicy') ?? (isMoving(name) ? 'Always' : 'IfNotPresent')
      if (policy === 'Always') continue
      const at = container.at('imagePullPolicy')
      yield report(
        'kept',
        { container: container.name, image: shown(written), policy: shown(policy) },
        { at, fix: { title: text({ en: 'always pull it', ja: '毎回プルする' }), safety: 'review', edits: [set(at, 'Always')] } },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        each: [imageOfContainerInCel],
        forbids: `!image.isPinned && container.?imagePullPolicy.orValue(${movingInCel} ? 'Always' : 'IfNotPresent') != 'Always'`,
        message: 'kept',
        args: {
          container: 'container.name',
          image: 'image.written',
          policy: `container.?imagePullPolicy.orValue(${movingInCel} ? 'Always' : 'IfNotPresent')`,
        },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy'],
  examples: [
    {
      name: 'by default, and said',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - «name: app»
      image: registry.example/app:1
    - name: helper
      image: registry.example/helper:latest
      imagePullPolicy: «Never»
`,
      fails: ['kept', 'kept'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      imagePullPolicy: Always
    - name: helper
      image: registry.example/helper:latest
      imagePullPolicy: Always
`,
    },
    {
      name: 'latest is always pulled, and a digest cannot go stale',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app
    - name: pinned
      image: registry.example/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
  ],
})
