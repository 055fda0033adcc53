import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { alwaysTrueConditions, partialContains } from '../../models/pipeline/conditions.ts'

export const soundCondition = defineCheck({
  id: 'workflow/sound-condition',
  controls: ['code-secure-standards'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Conditions mean what they say', ja: '条件は書いたとおりに働くようにする' }),
  why: text({
    en: 'Text outside the braces makes the condition a non-empty string, which is always true; a line end at the end of a block is such text. contains on a string matches any part of it.',
    ja: '括弧の外に文字があると条件は空でない文字列になり、常に真です。ブロックの末尾の改行も文字に数えられます。文字列に対する contains は部分一致です。',
  }),
  messages: {
    always: text({
      en: 'the condition is always true: there is text outside the braces',
      ja: '括弧の外に文字があるため、条件は常に真です',
    }),
    part: text({
      en: 'contains finds {context} in any part of the string; compare with ==, or give it a list',
      ja: 'contains は {context} の部分一致を調べます。== で比べるか、リストを渡してください',
    }),
  },
  *evaluate(file, { report }) {
    for (const path of alwaysTrueConditions(file)) yield report('always', {}, { at: path, part: 'key' })
    for (const { path, call, context } of partialContains(file))
      yield report('part', { context }, { at: file.at(path, call.range), severity: 'medium', confidence: 'medium' })
  },
  references: [
    'https://docs.github.com/actions/writing-workflows/choosing-what-your-workflow-does/evaluate-expressions-in-workflows-and-actions',
  ],
  examples: [
    {
      name: 'always true',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - «if»: ${{ github.ref }} == 'refs/heads/main'\n        run: make deploy\n      - «if»: |\n          ${{ github.ref_protected }}\n        run: make deploy\n      - if: «contains('refs/heads/main refs/heads/release', github.ref)»\n        run: make deploy\n",
      fails: ['always', 'always', 'part'],
    },
    {
      name: 'a sound one',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - if: github.ref == 'refs/heads/main'\n        run: make deploy\n      - if: |-\n          ${{ contains(fromJSON('[\"main\"]'), github.ref_name) }}\n        run: make deploy\n",
    },
  ],
})
