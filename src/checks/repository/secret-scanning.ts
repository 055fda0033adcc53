import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const secretScanning = repositorySettingCheck({
  id: 'repository/secret-scanning',
  controls: ['build-secret-scan', 'build-secret-history'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'GitHub looks for secrets in the repository',
    ja: 'リポジトリのシークレットスキャンを有効にする',
  }),
  why: text({
    en: 'A key that was committed is found by others within minutes. Scanning of every push and of the whole history finds it first.',
    ja: 'コミットされた鍵は、数分で第三者に見つかります。すべてのプッシュと履歴全体をスキャンすれば、先に見つけられます。',
  }),
  setting: 'repository',
  field: ['security_and_analysis', 'secret_scanning', 'status'],
  accepts: (value) => value === 'enabled',
  shownWith: 'administration=read',
  fails: text({
    en: 'secret scanning is off',
    ja: 'シークレットスキャンが無効です',
  }),
  references: ['https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning'],
  examples: [
    repositoryExample('off', '"repository": {"security_and_analysis": {"secret_scanning": {"status": «"disabled"»}}}', {
      fails: ['fails'],
    }),
    repositoryExample('on', '"repository": {"security_and_analysis": {"secret_scanning": {"status": "enabled"}}}'),
  ],
})
