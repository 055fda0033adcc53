import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const readOnlyToken = organizationSettingCheck({
  id: 'organization/read-only-token',
  controls: ['scm-least-privilege'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Tokens of workflows can only read, unless a workflow asks for more',
    ja: 'ワークフローのトークンは既定で読み取り専用にする',
  }),
  why: text({
    en: 'Where a workflow says nothing of permissions, every action in it could otherwise write to the repository.',
    ja: 'ワークフローに permissions の指定がないと、その中のどのアクションもリポジトリに書き込めてしまいます。',
  }),
  setting: 'workflowToken',
  field: ['default_workflow_permissions'],
  accepts: (value) => value === 'read',
  fails: text({
    en: 'the token of every workflow may write',
    ja: 'すべてのワークフローのトークンに書き込み権限があります',
  }),
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization',
  ],
  examples: [
    organizationExample('write', '"workflowToken": {"default_workflow_permissions": «"write"»}', { fails: ['fails'] }),
    organizationExample('read', '"workflowToken": {"default_workflow_permissions": "read"}'),
  ],
})
