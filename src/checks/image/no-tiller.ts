import { defineCheck } from '../../core/check.ts'
import { shown, text } from '../../core/text.ts'
import { eachImageInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const noTiller = defineCheck({
  id: 'image/no-tiller',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: workload,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Tiller is not deployed', ja: 'Tiller をデプロイしない' }),
  why: text({
    en: 'Tiller, the server of Helm 2, takes orders from every pod without asking who it is, mostly with the rights of a cluster administrator. Helm needs no server since 2019.',
    ja: 'Helm 2 のサーバーである Tiller は、どの Pod からの指示も認証なしで受け付け、多くの場合クラスター管理者の権限で実行します。Helm は 2019 年以降サーバーを必要としません。',
  }),
  messages: {
    tiller: text({ en: '{image} is the server of Helm 2', ja: '{image} は Helm 2 のサーバーです' }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, at } of imagesOf(pod))
      if (/(?:^|\/)tiller$/.test(name.repository)) yield report('tiller', { image: shown(written) }, { at })
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids: "image.repository.matches('(^|/)tiller$')",
        message: 'tiller',
        args: { image: 'image.written' },
      },
    ],
  },
  references: ['https://helm.sh/docs/v3/faq/changes_since_helm2/#removal-of-tiller'],
  examples: [
    {
      name: 'the server of Helm 2',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: tiller-deploy
spec:
  template:
    spec:
      containers:
        - name: tiller
          image: «ghcr.io/helm/tiller:v2.17.0»
`,
      fails: ['tiller'],
    },
    {
      name: 'another image with a name like it',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/tiller-migration:1
`,
    },
  ],
})
