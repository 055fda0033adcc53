import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { imitated } from '../../models/pipeline/repository-names.ts'

export const noImitatedAction = defineCheck({
  id: 'workflow/no-imitated-action',
  controls: ['build-sca'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'Actions are the ones they seem to be', ja: 'アクションが本物であることを確かめる' }),
  why: text({
    en: 'Anybody can register an owner name that is one letter away from a well-known one.',
    ja: '有名な所有者名と 1 文字違いの名前は、誰でも登録できます。',
  }),
  messages: {
    imitated: text({ en: '{action} looks like {known}', ja: '{action} は {known} に似た別のアクションです' }),
  },
  *evaluate(file, { report }) {
    for (const { uses, path } of file.steps) {
      const known = uses?.kind === 'repository' ? imitated(uses.slug) : undefined
      if (uses?.kind === 'repository' && known !== undefined)
        yield report('imitated', { action: uses.slug, known }, { at: [...path, 'uses'] })
    }
  },
  references: ['https://orca.security/resources/blog/typosquatting-in-github-actions/'],
  examples: [
    {
      name: 'one letter off',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: «action/checkout@11bd71901bbe5b1630ceea73d27597364c9af683»\n      - uses: «dokcer/login-action@11bd71901bbe5b1630ceea73d27597364c9af683»\n',
      fails: ['imitated', 'imitated'],
    },
    {
      name: 'the real ones',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n      - uses: azure/login@11bd71901bbe5b1630ceea73d27597364c9af683\n',
    },
  ],
})
