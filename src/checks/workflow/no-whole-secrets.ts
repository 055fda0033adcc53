import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { secretUses } from '../../models/pipeline/secret-uses.ts'

export const noWholeSecrets = defineCheck({
  id: 'workflow/no-whole-secrets',
  controls: ['scm-least-privilege', 'secret-no-shared-credentials'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Secrets are named one by one', ja: 'シークレットは個別に指定する' }),
  why: text({
    en: 'The whole secrets context, or one that is looked up by a computed name, puts every secret into the memory of the runner.',
    ja: 'secrets コンテキスト全体や、計算した名前での参照は、すべてのシークレットをランナーのメモリーに置きます。',
  }),
  messages: {
    whole: text({ en: 'all secrets are given to this field', ja: 'このフィールドにすべてのシークレットが渡されます' }),
    computed: text({
      en: 'the secret is looked up by a computed name, so all are loaded',
      ja: '計算した名前で参照しているため、すべてのシークレットが読み込まれます',
    }),
  },
  *evaluate(file, { report }) {
    for (const { field, kind } of secretUses(file)) {
      if (kind === 'whole' || kind === 'computed') yield report(kind, {}, { at: file.at(field.path, field.range) })
    }
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-secrets',
  ],
  examples: [
    {
      name: 'all of them',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          ALL: «${{ toJSON(secrets) }}»\n          ONE: «${{ secrets[format('KEY_{0}', github.ref_name)] }}»\n        run: make\n",
      fails: ['whole', 'computed'],
    },
    {
      name: 'by name',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          KEY: ${{ secrets.KEY }}\n        run: make\n',
    },
  ],
})
