import { defineCheck } from '../../core/check.ts'
import { shown, text } from '../../core/text.ts'
import { eachImageInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

const dashboard = /^(?:kubernetesui\/dashboard(?:-(?:api|auth|web))?|(?:.*\/)?kubernetes-dashboard(?:-amd64|-arm64)?)$/

export const noDashboard = defineCheck({
  id: 'image/no-dashboard',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The Kubernetes dashboard is not deployed', ja: 'Kubernetes ダッシュボードをデプロイしない' }),
  why: text({
    en: 'The dashboard acts with rights of its own for whoever reaches it, and has been the way into many clusters. The Azure portal shows the same under the rights of the person who looks.',
    ja: 'ダッシュボードは、アクセスできる人なら誰に対しても自身の権限で動作するため、多くのクラスターで侵入口になりました。Azure portal なら、同じ内容を見る人自身の権限で表示できます。',
  }),
  messages: {
    dashboard: text({ en: '{image} is the Kubernetes dashboard', ja: '{image} は Kubernetes ダッシュボードです' }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, at } of imagesOf(pod))
      if (dashboard.test(name.repository)) yield report('dashboard', { image: shown(written) }, { at })
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids: "image.repository.matches('^(kubernetesui/dashboard(-(api|auth|web))?|(.*/)?kubernetes-dashboard(-amd64|-arm64)?)$')",
        message: 'dashboard',
        args: { image: 'image.written' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/kubernetes-portal'],
  examples: [
    {
      name: 'the dashboard',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: dashboard
spec:
  containers:
    - name: dashboard
      image: «docker.io/kubernetesui/dashboard:v2.7.0»
`,
      fails: ['dashboard'],
    },
    {
      name: 'a dashboard of something else',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: dashboard
spec:
  containers:
    - name: dashboard
      image: registry.example/shop/dashboard:1
`,
    },
  ],
})
