import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const noWorkflowApproval = organizationSettingCheck({
  id: 'organization/no-workflow-approval',
  controls: ['scm-peer-review', 'scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Workflows do not approve pull requests',
    ja: 'ワークフローにプルリクエストを承認させない',
  }),
  why: text({
    en: 'A workflow that approves what a person wrote turns the review by another person into a formality.',
    ja: '人が書いた変更をワークフローが承認できると、別の人によるレビューが形だけになります。',
  }),
  setting: 'workflowToken',
  field: ['can_approve_pull_request_reviews'],
  accepts: (value) => value !== true,
  fails: text({
    en: 'workflows may approve pull requests',
    ja: 'ワークフローがプルリクエストを承認できます',
  }),
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization',
  ],
  examples: [
    organizationExample('may', '"workflowToken": {"can_approve_pull_request_reviews": «true»}', { fails: ['fails'] }),
    organizationExample('may not', '"workflowToken": {"can_approve_pull_request_reviews": false}'),
  ],
})
