import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const noPublicRepository = organizationSettingCheck({
  id: 'organization/no-public-repository',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Members do not make public repositories',
    ja: 'メンバーは公開リポジトリを作れないようにする',
  }),
  why: text({
    en: 'Code, workflows and history are then one wrong choice in a form away from everybody, and what was public for a minute was copied.',
    ja: '作成画面で選び間違えただけで、コードやワークフロー、履歴が誰にでも見えてしまいます。一度公開されたものは、短時間でも複製されています。',
  }),
  setting: 'organization',
  field: ['members_can_create_public_repositories'],
  accepts: (value) => value === false,
  shownWith: 'organization_administration=read',
  fails: text({
    en: 'every member may make a public repository',
    ja: '全メンバーが公開リポジトリを作れます',
  }),
  references: ['https://docs.github.com/organizations/managing-organization-settings/restricting-repository-creation-in-your-organization'],
  examples: [
    organizationExample('allowed', '"organization": {"members_can_create_public_repositories": «true»}', { fails: ['fails'] }),
    organizationExample('not allowed', '"organization": {"members_can_create_public_repositories": false}'),
  ],
})
