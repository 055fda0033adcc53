import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { secretUses } from '../../models/pipeline/secret-uses.ts'

export const maskedSecrets = defineCheck({
  id: 'workflow/masked-secrets',
  controls: ['code-log-masking', 'secret-none-in-code'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Parts of secrets are secrets of their own', ja: 'シークレットの一部も独立したシークレットにする' }),
  why: text({
    en: 'The log masks a secret as a whole. A part that is taken out of it with fromJSON is printed as it is.',
    ja: 'ログで伏せ字になるのはシークレット全体だけです。fromJSON で取り出した一部はそのまま出力されます。',
  }),
  messages: {
    part: text({ en: 'a part of secrets.{name} is not masked in the log', ja: 'secrets.{name} の一部はログで伏せ字になりません' }),
  },
  *evaluate(file, { report }) {
    for (const { field, kind, written } of secretUses(file))
      if (kind === 'part') yield report('part', { name: written }, { at: file.at(field.path, field.range) })
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-secrets',
  ],
  examples: [
    {
      name: 'a member of a JSON secret',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          PASSWORD: «${{ fromJSON(secrets.ACCOUNT).password }}»\n        run: make\n',
      fails: ['part'],
    },
    {
      name: 'a secret as it is',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          PASSWORD: ${{ secrets.PASSWORD }}\n        run: make\n',
    },
  ],
})
