import { defineCheck } from '../../core/check.ts'
import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { searchedText, type FoundSecret } from '../../models/secret/searched-text.ts'

/** A token of the right form that nobody has issued, put together so that this file holds none. */
const sample = ['gl', 'pat-bzoo9crjw89o5816plp8'].join('')

export const noSecret = defineCheck({
  id: 'secret/no-secret',
  controls: ['secret-none-in-code', 'build-secret-scan', 'build-secret-artifacts', 'build-secret-history', 'scm-pre-commit-secrets'],
  subject: searchedText,
  severity: 'high',
  confidence: 'high',
  coveredBy: [
    'secret/no-committed-data',
    'secret/no-literal-env',
    'secret/no-credential-in-command',
    'secret/no-credential-in-config-map',
    'secret/no-credential-in-annotation',
    'workflow/no-literal-credential',
  ],
  since: '0.1.0',
  title: text({ en: 'Files and their history hold no secrets', ja: 'ファイルとその履歴にシークレットを含めない' }),
  why: text({
    en: 'Whoever can read the repository, a clone, a backup or an image built from it has the secret, and deleting the line does not take it out of the history. It has to be revoked at its issuer.',
    ja: 'リポジトリやそのクローン、バックアップ、ビルドしたイメージを読める人は誰でもシークレットを手にできます。行を消しても履歴には残るため、発行元で失効させる必要があります。',
  }),
  messages: {
    'in-file': text({ en: '{name} stands in the file: {redacted}', ja: 'ファイルに{name}が書かれています: {redacted}' }),
    'in-history': text({
      en: '{name} is in the history since commit {commit} of {author}: {redacted}',
      ja: '{name}がコミット {commit}（{author}）以降の履歴にあります: {redacted}',
    }),
  },
  *evaluate({ source, secrets }, { report }) {
    for (const found of secrets) {
      const { match, origin } = found
      const { severity, confidence } = match
      // The path carries the fingerprint, so an exception for it follows the value, not the line.
      const at = { source, range: match.range, path: ['secret', match.fingerprint] }
      const details = { secret: detailsOf(found) }
      const args = { name: match.name, redacted: match.redacted }
      if (origin === undefined) yield report('in-file', args, { at, conceal: at, secret: match.fingerprint, severity, confidence, details })
      else
        yield report(
          'in-history',
          { ...args, commit: origin.commit.slice(0, 12), author: origin.author },
          { at, conceal: at, secret: match.fingerprint, severity, confidence, details },
        )
    }
  },
  references: [
    'https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  ],
  examples: [
    {
      name: 'a token of GitLab in a script',
      file: 'deploy.sh',
      source: `#!/bin/sh\ncurl --header "PRIVATE-TOKEN: «${sample}»" https://gitlab.example/api/v4/projects\n`,
      fails: ['in-file'],
    },
    {
      name: 'the same token in base64',
      file: 'deploy.txt',
      source: `blob: «${Buffer.from(`token=${sample}\n`).toString('base64')}»\n`,
      fails: ['in-file'],
    },
    {
      name: 'a reference to a secret store',
      file: 'deploy.sh',
      source: '#!/bin/sh\ncurl --header "PRIVATE-TOKEN: ${GITLAB_TOKEN}" https://gitlab.example/api/v4/projects\n',
    },
  ],
})

function detailsOf({ match, origin }: FoundSecret): JsonValue {
  const { rule, redacted, fingerprint, checksum, decodedFrom } = match
  return {
    rule,
    redacted,
    fingerprint,
    ...(checksum === undefined ? {} : { checksum }),
    ...(decodedFrom === undefined ? {} : { decodedFrom }),
    ...(origin === undefined ? {} : { ...origin }),
  }
}
