import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { githubRepository } from '../../models/repository/github-repository.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenExample, repositoryExample } from '../repository-example.ts'

/** An analysis that is older than two weeks says nothing of the code that is there now. */
const longest = 14 * 24 * 60 * 60 * 1000

export const codeScanning = defineCheck({
  id: 'repository/code-scanning',
  controls: ['build-sast'],
  subject: githubRepository,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Code scanning runs', ja: 'コードスキャンを実行する' }),
  why: text({
    en: 'Injection, unsafe deserialisation and the like are found in the source before anybody attacks them in production, if somebody looks.',
    ja: 'インジェクションや安全でない逆シリアル化などは、調べさえすれば、本番で攻撃される前にソースコードから見つけられます。',
  }),
  messages: {
    off: text({
      en: 'code scanning is off, and no analysis is newer than 14 days',
      ja: 'コードスキャンが無効で、14 日以内の分析結果もありません',
    }),
    hidden,
  },
  *evaluate(repository, { report, unknown }) {
    const setup = repository.setting('codeScanning', 'state')
    if (setup.state === 'known' && setup.value === 'configured') return
    const analyses = repository.setting('codeScanningAnalyses')
    const readAt = repository.readAt ?? 0
    const isRecent = repository
      .entries('codeScanningAnalyses')
      .some(({ value }) => readAt - Date.parse(String(value['created_at'])) <= longest && (value['error'] ?? '') === '')
    if (isRecent) return
    for (const known of [setup, analyses]) {
      if (known.state !== 'hidden') continue
      yield unknown('hidden', { needs: known.needs }, { at: known.at })
      return
    }
    yield report('off', {}, { at: setup.at })
  },
  references: ['https://docs.github.com/code-security/code-scanning/introduction-to-code-scanning/about-code-scanning'],
  examples: [
    repositoryExample(
      'off, and long ago',
      '"codeScanning": {"state": «"not-configured"»},\n"codeScanningAnalyses": [{"created_at": "2026-01-01T00:00:00Z"}]',
      { fails: ['off'] },
    ),
    repositoryExample('the default setup', '"codeScanning": {"state": "configured"}'),
    repositoryExample('a workflow of its own', '"codeScanningAnalyses": [{"created_at": "2026-09-28T00:00:00Z", "error": ""}]'),
    hiddenExample('codeScanning', 'administration=read'),
  ],
})
