import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const basePermission = organizationSettingCheck({
  id: 'organization/base-permission',
  controls: ['scm-least-privilege', 'scm-roles-by-group'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Members read at most, unless a team gives more',
    ja: 'メンバーの基本権限は読み取りまでにする',
  }),
  why: text({
    en: 'With write as the base, every member can push to every repository that the organisation will ever have.',
    ja: '基本権限が書き込みだと、組織の全メンバーが、今後できるものも含むすべてのリポジトリにプッシュできます。',
  }),
  setting: 'organization',
  field: ['default_repository_permission'],
  accepts: (value) => value === 'read' || value === 'none',
  fails: text({
    en: 'every member may write to every repository',
    ja: '全メンバーがすべてのリポジトリに書き込めます',
  }),
  references: [
    'https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/setting-base-permissions-for-an-organization',
  ],
  examples: [
    organizationExample('write', '"organization": {"default_repository_permission": «"write"»}', { fails: ['fails'] }),
    organizationExample('none', '"organization": {"default_repository_permission": "none"}'),
  ],
})
