import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const forkApproval = repositorySettingCheck({
  id: 'repository/fork-approval',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Workflows of outsiders wait for an approval',
    ja: '外部の人のワークフローは承認を待つ',
  }),
  why: text({
    en: 'After one accepted typo fix, an outsider is no newcomer any more, and what they change in a workflow runs at once.',
    ja: '誤字の修正が一度受け入れられると、外部の人でも初参加ではなくなり、ワークフローの変更がすぐ実行されます。',
  }),
  setting: 'forkApproval',
  field: ['approval_policy'],
  accepts: (value) => value === 'all_external_contributors',
  exempt: (repository) => (repository.isPublic ? undefined : text({ en: 'outsiders cannot fork it', ja: '外部の人はフォークできません' })),
  fails: text({
    en: 'workflows of outsiders run without approval',
    ja: '外部の人のワークフローが承認なしで動きます',
  }),
  references: ['https://docs.github.com/actions/how-tos/manage-workflow-runs/approve-runs-from-forks'],
  examples: [
    repositoryExample(
      'newcomers only',
      '"repository": {"visibility": "public"},\n"forkApproval": {"approval_policy": «"first_time_contributors"»}',
      { fails: ['fails'] },
    ),
    repositoryExample(
      'all; a private repository',
      '"repository": {"visibility": "private"},\n"forkApproval": {"approval_policy": "first_time_contributors"}',
    ),
  ],
})
