import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const genericSecretPatterns = repositorySettingCheck({
  id: 'repository/generic-secret-patterns',
  controls: ['build-secret-scan'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Secret scanning knows keys without a provider',
    ja: 'プロバイダー不明の鍵もスキャンする',
  }),
  why: text({
    en: 'Private keys, connection strings and passwords in URLs belong to no provider, and are looked for only with this switch.',
    ja: '秘密鍵、接続文字列、URL 中のパスワードは、プロバイダー固有の形式ではありません。この設定がなければ検出されません。',
  }),
  setting: 'repository',
  field: ['security_and_analysis', 'secret_scanning_non_provider_patterns', 'status'],
  accepts: (value) => value === 'enabled',
  shownWith: 'administration=read',
  fails: text({
    en: 'private keys and connection strings are not looked for',
    ja: '秘密鍵や接続文字列を探しません',
  }),
  references: [
    'https://docs.github.com/code-security/secret-scanning/using-advanced-secret-scanning-and-push-protection-features/non-provider-patterns/enabling-secret-scanning-for-non-provider-patterns',
  ],
  examples: [
    repositoryExample(
      'off',
      '"repository": {"security_and_analysis": {"secret_scanning_non_provider_patterns": {"status": «"disabled"»}}}',
      { fails: ['fails'] },
    ),
    repositoryExample('on', '"repository": {"security_and_analysis": {"secret_scanning_non_provider_patterns": {"status": "enabled"}}}'),
  ],
})
