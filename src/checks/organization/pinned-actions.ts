import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const pinnedActions = organizationSettingCheck({
  id: 'organization/pinned-actions',
  controls: ['build-sca', 'release-branch-protection'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The organisation demands that actions are pinned to a commit',
    ja: '組織でアクションのコミット固定を必須にする',
  }),
  why: text({
    en: 'A tag of an action can be moved to other code. The switch refuses workflows that rely on one, in all repositories at once.',
    ja: 'アクションのタグは別のコードに付け替えられます。この設定を有効にすると、タグに頼るワークフローを全リポジトリで一度に拒否できます。',
  }),
  setting: 'actions',
  field: ['sha_pinning_required'],
  accepts: (value) => value === true,
  fails: text({
    en: 'actions may be named by tags and branches',
    ja: 'アクションをタグやブランチで指定できます',
  }),
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization',
  ],
  examples: [
    organizationExample('not demanded', '"actions": {"allowed_actions": "selected", "sha_pinning_required": «false»}', {
      fails: ['fails'],
    }),
    organizationExample('demanded', '"actions": {"allowed_actions": "selected", "sha_pinning_required": true}'),
  ],
})
