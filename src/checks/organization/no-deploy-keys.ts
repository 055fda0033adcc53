import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const noDeployKeys = organizationSettingCheck({
  id: 'organization/no-deploy-keys',
  controls: ['scm-least-privilege'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Repositories have no deploy keys',
    ja: 'デプロイキーを使わない',
  }),
  why: text({
    en: 'A deploy key belongs to nobody, never expires and passes by single sign-on. An app or the token of the workflow does the same and is bound to a name.',
    ja: 'デプロイキーは誰のものでもなく、期限もなく、シングルサインオンも通りません。GitHub App やワークフローのトークンなら、同じことを持ち主と期限のある形で行えます。',
  }),
  setting: 'organization',
  field: ['deploy_keys_enabled_for_repositories'],
  accepts: (value) => value === false,
  shownWith: 'organization_administration=read',
  fails: text({
    en: 'repositories may have deploy keys',
    ja: 'リポジトリにデプロイキーを追加できます',
  }),
  references: ['https://docs.github.com/organizations/managing-organization-settings/restricting-deploy-keys-in-your-organization'],
  examples: [
    organizationExample('allowed', '"organization": {"deploy_keys_enabled_for_repositories": «true»}', { fails: ['fails'] }),
    organizationExample('not allowed', '"organization": {"deploy_keys_enabled_for_repositories": false}'),
  ],
})
