import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noOpenSecretAlert = repositoryEntryCheck({
  id: 'repository/no-open-secret-alert',
  controls: ['build-secret-scan', 'build-secret-history'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'No alert of a found secret is open',
    ja: '検出されたシークレットのアラートを放置しない',
  }),
  why: text({
    en: 'The secret is in the history, GitHub knows it, and it has not been replaced.',
    ja: 'シークレットは履歴に残り、GitHub も検出していますが、まだ取り替えられていません。',
  }),
  setting: 'secretAlerts',
  named: 'secret_type_display_name',
  wrong: ({ state }) => (state === 'open' || state === undefined ? ['number'] : undefined),
  fails: text({
    en: 'a secret is exposed: {name}',
    ja: 'シークレットが公開されています: {name}',
  }),
  references: ['https://docs.github.com/code-security/secret-scanning/managing-alerts-from-secret-scanning'],
  examples: [
    repositoryExample(
      'open',
      '"secretAlerts": [{"number": «7», "state": "open", "secret_type_display_name": "Azure Storage Account Key"}]',
      { fails: ['fails'] },
    ),
    repositoryExample('none', '"secretAlerts": []'),
  ],
})
