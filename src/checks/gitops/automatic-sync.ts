import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { argoApplication } from '../../models/gitops/argo-application.ts'

export const automaticSync = defineCheck({
  id: 'gitops/automatic-sync',
  controls: ['release-gitops-pull'],
  subject: argoApplication,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'What is merged reaches the cluster by itself', ja: 'マージした内容が自動でクラスターに届く' }),
  why: text({
    en: 'Without automatic sync, the cluster keeps what it has until somebody presses a button: a fix that was merged is not a fix that runs, and git no longer says what does.',
    ja: '自動同期がないと、誰かが操作するまでクラスターは変わりません。修正をマージしても動いているものは古いままで、git を見ても何が動いているか分からなくなります。',
  }),
  messages: {
    manual: text({ en: '{name} is synced by hand', ja: '{name} は手動で同期します' }),
  },
  *evaluate(application, { report }) {
    const automated = application.get('syncPolicy', 'automated')
    if (automated !== undefined && application.get('syncPolicy', 'automated', 'enabled') !== false) return
    yield report(
      'manual',
      { name: application.object.name },
      { at: automated === undefined ? application.at('syncPolicy', 'automated') : application.at('syncPolicy', 'automated', 'enabled') },
    )
  },
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/'],
  examples: [
    {
      name: 'by hand, and switched off',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  project: shop
  syncPolicy:
    «syncOptions: [CreateNamespace=true]»
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
spec:
  project: shop
  syncPolicy:
    automated:
      enabled: «false»
`,
      fails: ['manual', 'manual'],
    },
    {
      name: 'automatic',
      source: `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: shop
spec:
  template:
    spec:
      project: shop
      syncPolicy:
        automated: {}
`,
    },
  ],
})
