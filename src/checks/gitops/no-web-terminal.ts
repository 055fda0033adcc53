import { text } from '../../core/text.ts'
import { argoSettingCheck } from '../argo-setting-check.ts'

export const noWebTerminal = argoSettingCheck({
  id: 'gitops/no-web-terminal',
  controls: ['release-gitops-pull', 'build-manifest-analysis'],
  configMap: 'argocd-cm',
  key: 'exec.enabled',
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Argo CD opens no shells in pods', ja: 'Argo CD から Pod のシェルを開けないようにする' }),
  why: text({
    en: 'The terminal of the web console gives Argo CD the right to run commands in every pod that it manages, so a stolen session of the console becomes a shell in production.',
    ja: 'Web コンソールのターミナルを使うには、管理下のすべての Pod でコマンドを実行する権限が Argo CD に必要です。コンソールのセッションが盗まれると、本番環境のシェルまで奪われます。',
  }),
  accepts: (value) => value !== 'true',
  fails: text({ en: "Argo CD's web console can open a shell in pods", ja: 'Argo CD の Web コンソールから Pod のシェルを開けます' }),
  fix: { value: 'false', safety: 'review' },
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/web_based_terminal/'],
  examples: [
    {
      name: 'a terminal',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  exec.enabled: «"true"»\n',
      fails: ['fails'],
      fixed: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  exec.enabled: "false"\n',
    },
    { name: 'none', source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  exec.enabled: "false"\n' },
  ],
})
