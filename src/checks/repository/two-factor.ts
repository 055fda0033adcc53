import { text } from '../../core/text.ts'
import { personal } from '../../models/repository/owner.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const twoFactor = repositorySettingCheck({
  id: 'repository/two-factor',
  controls: ['scm-entra-sso-mfa'],
  severity: 'critical',
  since: '0.1.0',
  title: text({
    en: 'The organisation demands two factors',
    ja: '組織で二要素認証を必須にする',
  }),
  why: text({
    en: 'A password that was guessed or reused is then enough to push, approve and deploy.',
    ja: '必須でなければ、推測や使い回しで漏れたパスワードだけで、プッシュ・承認・デプロイができてしまいます。',
  }),
  setting: 'organization',
  field: ['two_factor_requirement_enabled'],
  accepts: (value) => value === true,
  exempt: personal,
  fails: text({
    en: 'members may sign in with a password alone',
    ja: 'メンバーがパスワードだけでサインインできます',
  }),
  references: [
    'https://docs.github.com/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization',
  ],
  examples: [
    repositoryExample(
      'not demanded',
      '"repository": {"owner": {"type": "Organization"}},\n"organization": {"two_factor_requirement_enabled": «false»}',
      { fails: ['fails'] },
    ),
    repositoryExample(
      'demanded',
      '"repository": {"owner": {"type": "Organization"}},\n"organization": {"two_factor_requirement_enabled": true}',
    ),
  ],
})
