import { text } from '../../core/text.ts'
import { argoSettingCheck } from '../argo-setting-check.ts'

export const noLocalAdmin = argoSettingCheck({
  id: 'gitops/no-local-admin',
  controls: ['release-gitops-pull', 'scm-entra-sso-mfa', 'build-manifest-analysis'],
  configMap: 'argocd-cm',
  key: 'admin.enabled',
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: "Argo CD's built-in administrator is off", ja: 'Argo CD の組み込み管理者を無効にする' }),
  why: text({
    en: 'The built-in account is shared, has one password and no second factor, and its use cannot be traced to a person. People sign in through Microsoft Entra ID instead.',
    ja: '組み込みアカウントは共有され、パスワードだけで多要素認証がなく、誰が使ったかも追跡できません。代わりに Microsoft Entra ID でサインインします。',
  }),
  accepts: (value) => value === 'false',
  fails: text({ en: "Argo CD's built-in administrator can sign in", ja: 'Argo CD の組み込み管理者でサインインできます' }),
  fix: { value: 'false', safety: 'review' },
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#disable-admin-user'],
  examples: [
    {
      name: 'on by default',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  «url: https://argo.example»\n',
      fails: ['unset'],
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  url: https://argo.example\n  admin.enabled: "false"\n',
    },
    {
      name: 'off; another ConfigMap',
      source:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  admin.enabled: "false"\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\ndata:\n  admin.enabled: "true"\n',
    },
  ],
})
