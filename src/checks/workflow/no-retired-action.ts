import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { retiredActions } from '../../models/pipeline/action-advisories.ts'
import { actionCalls } from '../../models/pipeline/action-version.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'

export const noRetiredAction = defineCheck({
  id: 'workflow/no-retired-action',
  controls: ['build-sca'],
  subject: actionsFile,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Actions are maintained', ja: '保守されているアクションを使う' }),
  why: text({
    en: 'The repository of the action is archived: a vulnerability in it, or in what it is built from, will not be mended.',
    ja: 'アクションのリポジトリはアーカイブされています。アクションやその依存関係に脆弱性が見つかっても、修正されません。',
  }),
  messages: {
    retired: text({ en: '{action} is archived', ja: '{action} はアーカイブされています' }),
    replaced: text({
      en: '{action} is archived; {instead} has taken its place',
      ja: '{action} はアーカイブされています。後継は {instead} です',
    }),
  },
  *evaluate(file, { report }) {
    for (const { uses, at } of actionCalls(file)) {
      if (!retiredActions.has(uses.slug)) continue
      const instead = retiredActions.get(uses.slug)
      if (instead === undefined) yield report('retired', { action: uses.slug }, { at })
      else yield report('replaced', { action: uses.slug, instead }, { at })
    }
  },
  references: ['https://docs.github.com/repositories/archiving-a-github-repository/archiving-repositories'],
  examples: [
    {
      name: 'archived',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: «actions/create-release@0cb9c9b65d5d1901c1f53e5e66eaf4afd303e70e»\n      - uses: «actions-rs/cargo@v1»\n',
      fails: ['replaced', 'retired'],
    },
    {
      name: 'maintained',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: softprops/action-gh-release@11bd71901bbe5b1630ceea73d27597364c9af683\n',
    },
  ],
})
