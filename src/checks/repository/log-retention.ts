import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const logRetention = repositorySettingCheck({
  id: 'repository/log-retention',
  controls: ['scm-audit-log'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Logs of workflows are kept for 90 days',
    ja: 'ワークフローのログを 90 日間残す',
  }),
  why: text({
    en: 'What a stolen token did weeks ago can be told only from logs that are still there.',
    ja: '盗まれたトークンが数週間前に何をしたかは、ログが残っていなければ分かりません。',
  }),
  setting: 'logRetention',
  field: ['days'],
  accepts: (value) => typeof value === 'number' && value >= 90,
  fails: text({
    en: 'logs of workflows are deleted before 90 days',
    ja: 'ワークフローのログが 90 日より前に消えます',
  }),
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/configuring-the-retention-period-for-github-actions-artifacts-and-logs-in-your-organization',
  ],
  examples: [
    repositoryExample('a week', '"logRetention": {"days": «7», "maximum_allowed_days": 400}', { fails: ['fails'] }),
    repositoryExample('long', '"logRetention": {"days": 90, "maximum_allowed_days": 400}'),
  ],
})
