import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationEntryCheck } from '../organization-setting-check.ts'

const bypassing: ReadonlySet<unknown> = new Set(['bypass_branch_protections', 'edit_repo_protections', 'push_protected_branch'])

export const noBypassRole = organizationEntryCheck({
  id: 'organization/no-bypass-role',
  controls: ['scm-least-privilege', 'scm-roles-by-group'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Custom roles do not pass by branch protection',
    ja: 'カスタムロールにブランチ保護の迂回を許さない',
  }),
  why: text({
    en: 'Whoever has the role pushes without review, or changes the rule that would demand one. In a list of people the role looks like any other.',
    ja: 'このロールを持つ人は、レビューなしでプッシュしたり、レビューを求める規則そのものを変えたりできます。一覧では普通のロールと見分けがつきません。',
  }),
  setting: 'customRoles',
  named: 'name',
  wrong: ({ permissions }) => {
    const index = Array.isArray(permissions) ? permissions.findIndex((name: unknown) => bypassing.has(name)) : -1
    return index === -1 ? undefined : ['permissions', index]
  },
  fails: text({
    en: 'the role {name} can pass by or change branch protection',
    ja: 'ロール {name} はブランチ保護を迂回または変更できます',
  }),
  references: [
    'https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/about-custom-repository-roles',
  ],
  examples: [
    organizationExample(
      'one that can',
      '"customRoles": [{"name": "release", "base_role": "write", "permissions": ["manage_topics", «"bypass_branch_protections"»]}]',
      { fails: ['fails'] },
    ),
    organizationExample(
      'one that cannot',
      '"customRoles": [{"name": "triage-plus", "base_role": "triage", "permissions": ["manage_topics"]}]',
    ),
  ],
})
