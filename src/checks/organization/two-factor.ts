import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationSettingCheck } from '../organization-setting-check.ts'

export const twoFactor = organizationSettingCheck({
  id: 'organization/two-factor',
  controls: ['scm-entra-sso-mfa'],
  severity: 'critical',
  since: '0.1.0',
  title: text({
    en: 'The organisation demands two factors',
    ja: '組織で二要素認証を必須にする',
  }),
  why: text({
    en: 'A password that was guessed or reused is then enough to push, approve and deploy in every repository.',
    ja: '必須でなければ、推測や使い回しで漏れたパスワードだけで、どのリポジトリでもプッシュ・承認・デプロイができてしまいます。',
  }),
  setting: 'organization',
  field: ['two_factor_requirement_enabled'],
  accepts: (value) => value === true,
  fails: text({
    en: 'members may sign in with a password alone',
    ja: 'メンバーがパスワードだけでサインインできます',
  }),
  references: [
    'https://docs.github.com/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization',
  ],
  examples: [
    organizationExample('not demanded', '"organization": {"two_factor_requirement_enabled": «false»}', { fails: ['fails'] }),
    organizationExample('demanded', '"organization": {"two_factor_requirement_enabled": true}'),
  ],
})
