import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const pinnedActionPolicy = repositorySettingCheck({
  id: 'repository/pinned-action-policy',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'GitHub refuses actions that are not pinned',
    ja: '固定していないアクションを GitHub に拒ませる',
  }),
  why: text({
    en: 'A tag of an action can be moved to other code at any time. The policy holds for the workflow that is added tomorrow, too.',
    ja: 'アクションのタグは、いつでも別のコードに付け替えられます。このポリシーなら、明日追加されるワークフローにも効きます。',
  }),
  setting: 'actions',
  field: ['sha_pinning_required'],
  accepts: (value) => value === true,
  fails: text({
    en: 'actions need not be pinned to a commit',
    ja: 'アクションをコミットに固定しなくても実行できます',
  }),
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository',
  ],
  examples: [
    repositoryExample('not required', '"actions": {"enabled": true, "sha_pinning_required": «false»}', { fails: ['fails'] }),
    repositoryExample('required', '"actions": {"enabled": true, "sha_pinning_required": true}'),
  ],
})
