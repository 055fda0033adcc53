import { defineCheck, notApplicable } from '../../core/check.ts'
import { strings } from '../../core/option.ts'
import { shown, text } from '../../core/text.ts'
import { liesIn } from '../../models/image/image-name.ts'
import { liesInOneInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const pullSecret = defineCheck({
  id: 'image/pull-secret',
  controls: ['gov-safeguards', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'low',
  // A node's identity pulls from Azure's registries, and a service account can bring the secret along.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Pods bring credentials for registries that ask for them', ja: '認証が必要なレジストリの資格情報を Pod に指定する' }),
  why: text({
    en: 'Without credentials of the pod, an image that another pod has brought to the node is used by everybody there, and pulls without a name run into limits.',
    ja: 'Pod に資格情報がないと、ほかの Pod がノードに取得したイメージを誰でも使えます。また、匿名での取得には回数の制限があります。',
  }),
  messages: {
    none: text({ en: 'no pull secret for {image}', ja: '{image} を取得するための imagePullSecrets がありません' }),
  },
  options: {
    open: strings(['*.azurecr.io', 'mcr.microsoft.com'], text({ en: 'Registries that need none.', ja: '指定が不要なレジストリです。' })),
  },
  *evaluate(pod, { report, options }) {
    if (pod.list('imagePullSecrets').length > 0) return notApplicable(text({ en: 'it brings some', ja: '指定されています' }))
    const image = imagesOf(pod).find(({ name }) => !options.open.some((registry) => liesIn(name, registry)))
    if (image !== undefined) yield report('none', { image: shown(image.written) }, { at: image.at })
    return undefined
  },
  enforce: {
    azurePolicy: '12db3749-7e03-4b9f-b443-d37d3fb9f8d9',
    celFor: ({ open }) => [
      {
        of: 'pod',
        forbids: `size(variables.pod.?imagePullSecrets.orValue([])) == 0 && variables.images.exists(image, !${liesInOneInCel(open)})`,
        message: 'none',
        args: { image: `variables.images.filter(image, !${liesInOneInCel(open)})[0].written` },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/'],
  examples: [
    {
      name: 'none',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: «ghcr.io/contoso/app:1»
`,
      fails: ['none'],
    },
    {
      name: 'one, and a registry that the node signs in to',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  imagePullSecrets:
    - name: ghcr
  containers:
    - name: app
      image: ghcr.io/contoso/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  containers:
    - name: app
      image: contoso.azurecr.io/api:1
`,
    },
  ],
})
