import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const allowedActions = organizationSettingCheck({
  id: 'organization/allowed-actions',
  controls: ['scm-least-privilege', 'build-sca'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Only chosen actions run in the organisation',
    ja: '組織では許可したアクションだけを実行する',
  }),
  why: text({
    en: 'Any action that anybody names otherwise runs with the secrets and tokens of whichever repository it is named in.',
    ja: '制限がないと、どのリポジトリでも、誰かが書いた任意のアクションがそのシークレットとトークンで動きます。',
  }),
  setting: 'actions',
  field: ['allowed_actions'],
  accepts: (value) => value !== 'all',
  fails: text({
    en: 'every action of every owner may run',
    ja: '誰のアクションでも実行できます',
  }),
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization',
  ],
  examples: [
    organizationExample('all', '"actions": {"enabled_repositories": "all", "allowed_actions": «"all"»}', { fails: ['fails'] }),
    organizationExample('chosen ones', '"actions": {"enabled_repositories": "all", "allowed_actions": "selected"}'),
  ],
})
