import { text } from '../../core/text.ts'
import { argoSettingCheck } from '../argo-setting-check.ts'

export const noAnonymousAccess = argoSettingCheck({
  id: 'gitops/no-anonymous-access',
  controls: ['release-gitops-pull', 'build-manifest-analysis'],
  configMap: 'argocd-cm',
  key: 'users.anonymous.enabled',
  severity: 'high',
  since: '0.1.0',
  title: text({ en: 'Argo CD asks who is there', ja: 'Argo CD への匿名アクセスを許さない' }),
  why: text({
    en: 'Whoever reaches the server sees every application with its parameters and logs, and may do what the default role allows.',
    ja: 'サーバーに到達できる人なら誰でも、全アプリケーションのパラメーターやログを見られ、既定のロールで許された操作もできます。',
  }),
  accepts: (value) => value !== 'true',
  fails: text({ en: 'Argo CD lets everybody in without signing in', ja: 'Argo CD がサインインなしで誰でも受け入れます' }),
  fix: { value: 'false', safety: 'review' },
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/'],
  examples: [
    {
      name: 'anonymous users',
      source:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\n  namespace: argocd\ndata:\n  users.anonymous.enabled: «"true"»\n',
      fails: ['fails'],
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\n  namespace: argocd\ndata:\n  users.anonymous.enabled: "false"\n',
    },
    {
      name: 'off unless switched on',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\n  namespace: argocd\ndata:\n  url: https://argo.example\n',
    },
  ],
})
