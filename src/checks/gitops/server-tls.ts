import { text } from '../../core/text.ts'
import { argoSettingCheck } from '../argo-setting-check.ts'

export const serverTls = argoSettingCheck({
  id: 'gitops/server-tls',
  controls: ['release-gitops-pull', 'build-manifest-analysis'],
  configMap: 'argocd-cmd-params-cm',
  key: 'server.insecure',
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: "Argo CD's server speaks TLS", ja: 'Argo CD のサーバーで TLS を使う' }),
  why: text({
    en: 'Without TLS of its own, the server receives passwords and session tokens in the clear from whatever stands before it, and from every pod that can reach it.',
    ja: 'サーバー自身が TLS を使わないと、手前のプロキシとの間や到達可能な Pod との間で、パスワードやセッショントークンが平文で流れます。',
  }),
  accepts: (value) => value !== 'true',
  fails: text({ en: "Argo CD's server runs without TLS", ja: 'Argo CD のサーバーが TLS なしで動きます' }),
  fix: { value: 'false', safety: 'review' },
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/tls/'],
  examples: [
    {
      name: 'plain HTTP',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cmd-params-cm\ndata:\n  server.insecure: «"true"»\n',
      fails: ['fails'],
      fixed: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cmd-params-cm\ndata:\n  server.insecure: "false"\n',
    },
    {
      name: 'TLS',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cmd-params-cm\ndata:\n  server.insecure: "false"\n',
    },
  ],
})
