import { text } from '../../core/text.ts'
import { argoSettingCheck } from '../argo-setting-check.ts'

export const defaultRole = argoSettingCheck({
  id: 'gitops/default-role',
  controls: ['release-gitops-pull', 'scm-least-privilege', 'build-manifest-analysis'],
  configMap: 'argocd-rbac-cm',
  key: 'policy.default',
  severity: 'critical',
  since: '0.1.0',
  title: text({ en: 'Who signs in to Argo CD is no administrator by default', ja: 'Argo CD の既定のロールを管理者にしない' }),
  why: text({
    en: 'The default role is what everybody has who can sign in and is in no group. As administrators they all change, sync and delete every application.',
    ja: '既定のロールは、サインインできてどのグループにも属さない人全員に与えられます。管理者にすると、全員がすべてのアプリケーションを変更・同期・削除できます。',
  }),
  accepts: (value) => value !== 'role:admin',
  fails: text({
    en: 'everybody who can sign in to Argo CD is its administrator',
    ja: 'Argo CD にサインインできる人全員が管理者になります',
  }),
  fix: { value: '', safety: 'review' },
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/'],
  examples: [
    {
      name: 'administrators by default',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-rbac-cm\ndata:\n  policy.default: «role:admin»\n',
      fails: ['fails'],
      fixed: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-rbac-cm\ndata:\n  policy.default: ""\n',
    },
    {
      name: 'readers by default',
      source: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-rbac-cm\ndata:\n  policy.default: role:readonly\n',
    },
  ],
})
