import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const noWorkflowApproval = repositorySettingCheck({
  id: 'repository/no-workflow-approval',
  controls: ['scm-peer-review', 'scm-least-privilege'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Workflows cannot approve pull requests',
    ja: 'ワークフローにプルリクエストを承認させない',
  }),
  why: text({
    en: 'A workflow that approves is the second pair of eyes which the rules of the branch ask for, and has none.',
    ja: 'ブランチの規則が求める第三者の目を、誰も見ていないワークフローが務めてしまいます。',
  }),
  setting: 'workflowToken',
  field: ['can_approve_pull_request_reviews'],
  accepts: (value) => value === false,
  fails: text({
    en: 'workflows may create and approve pull requests',
    ja: 'ワークフローがプルリクエストを作成・承認できます',
  }),
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository',
  ],
  examples: [
    repositoryExample('may', '"workflowToken": {"can_approve_pull_request_reviews": «true»}', { fails: ['fails'] }),
    repositoryExample('may not', '"workflowToken": {"can_approve_pull_request_reviews": false}'),
  ],
})
