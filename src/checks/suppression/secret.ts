import { defineCheck } from '../../core/check.ts'
import { judgedSuppression } from '../../core/suppression.ts'
import { text } from '../../core/text.ts'

/** A token of the right form that nobody has issued, put together so that this file holds none. */
const sample = ['gl', 'pat-bzoo9crjw89o5816plp8'].join('')

export const secret = defineCheck({
  id: 'suppression/secret',
  controls: ['gov-exemptions', 'secret-none-in-code'],
  subject: judgedSuppression,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A suppression of a secret names the secret', ja: 'シークレットの抑制では対象のシークレットを特定する' }),
  why: text({
    en: 'A comment that holds for a line hides the next secret on that line as well. With the hash of the value it ends when the value changes, and has no effect without it.',
    ja: '行に対する抑制は、同じ行に次に書かれたシークレットまで隠します。値のハッシュを書けば、値が変わった時点で抑制は終わります。ハッシュのない抑制は無効です。',
  }),
  messages: {
    unnamed: text({
      en: 'the suppression of {checks} does not say which secret it accepts: add value={hash}',
      ja: '{checks} の抑制に、対象のシークレットが書かれていません。value={hash} を加えてください',
    }),
  },
  *evaluate({ suppression, state, unnamed }, { report }) {
    if (state !== 'without-secret') return
    for (const hash of new Set(unnamed))
      yield report('unnamed', { checks: suppression.checks.join(', '), hash: hash.slice(0, 12) }, { at: suppression.place })
  },
  references: [],
  examples: [
    {
      name: 'a line',
      file: 'deploy.sh',
      source: `curl -H "PRIVATE-TOKEN: ${sample}" https://gitlab.example «# breakwater: ignore[secret/no-secret] revoked»\n`,
      fails: ['unnamed'],
    },
    {
      name: 'the secret, wherever it stands in the file',
      file: 'deploy.sh',
      source: `# breakwater: ignore[secret/no-secret] value=6cd4e03680a1 revoked on 2026-03-02\nset -e\ncurl -H "PRIVATE-TOKEN: ${sample}" https://gitlab.example\n`,
    },
  ],
})
