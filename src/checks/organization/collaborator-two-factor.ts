import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationEntryCheck } from '../organization-setting-check.ts'

export const collaboratorTwoFactor = organizationEntryCheck({
  id: 'organization/collaborator-two-factor',
  controls: ['scm-entra-sso-mfa'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'People from outside use two factors too',
    ja: '外部コラボレーターも二要素認証を使う',
  }),
  why: text({
    en: 'Whoever is let in from outside is not under the sign-in of the organisation, and a password is all that stands between an attacker and the repository.',
    ja: '外部コラボレーターには組織のサインインの規則が及びません。二要素認証がなければ、リポジトリを守るものはパスワードだけです。',
  }),
  setting: 'collaboratorsWithoutTwoFactor',
  named: 'login',
  wrong: () => ['login'],
  fails: text({
    en: '{name} from outside signs in with a password alone',
    ja: '外部の {name} がパスワードだけでサインインしています',
  }),
  references: [
    'https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-outside-collaborators',
  ],
  examples: [
    organizationExample('one without', '"collaboratorsWithoutTwoFactor": [{"login": «"kato"»}]', { fails: ['fails'] }),
    organizationExample('none', '"collaboratorsWithoutTwoFactor": []'),
  ],
})
