import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noEnvironmentBypass = repositoryEntryCheck({
  id: 'repository/no-environment-bypass',
  controls: ['release-approval-gate', 'scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Administrators wait like everybody else',
    ja: '管理者にも環境の保護を回避させない',
  }),
  why: text({
    en: 'An administrator, or who has stolen such an account, starts the deployment past reviewers and branch rules.',
    ja: '管理者や、そのアカウントを盗んだ人が、レビュー担当者やブランチの規則を飛ばしてデプロイできます。',
  }),
  setting: 'environments',
  named: 'name',
  wrong: (environment) =>
    environment['can_admins_bypass'] === true && listAt(environment, ['protection_rules']).length > 0 ? ['can_admins_bypass'] : undefined,
  fails: text({
    en: 'administrators may bypass the protection of {name}',
    ja: '管理者は {name} の保護を回避できます',
  }),
  references: [
    'https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment#allow-administrators-to-bypass-configured-protection-rules',
  ],
  examples: [
    repositoryExample(
      'may',
      '"environments": [{"name": "production", "can_admins_bypass": «true», "protection_rules": [{"type": "branch_policy"}]}]',
      { fails: ['fails'] },
    ),
    repositoryExample(
      'may not',
      '"environments": [{"name": "production", "can_admins_bypass": false, "protection_rules": [{"type": "branch_policy"}]}]',
    ),
  ],
})
