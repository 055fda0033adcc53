import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { allExpressions, falseBranches } from '../../models/pipeline/expressions.ts'

export const soundChoice = defineCheck({
  id: 'workflow/sound-choice',
  controls: ['code-secure-standards'],
  subject: actionsFile,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A choice between two values can give both', ja: '二つの値の選択が両方の値を返せるようにする' }),
  why: text({
    en: '`a && b || c` gives c whenever b counts as false: an empty string, 0 or false is never taken.',
    ja: '`a && b || c` は、b が空文字列、0、false など偽とみなされる値なら必ず c になります。',
  }),
  messages: {
    never: text({
      en: 'this value is never taken, because it counts as false',
      ja: 'この値は偽とみなされるため、選ばれることがありません',
    }),
  },
  *evaluate(file, { report }) {
    for (const { expression, path } of allExpressions(file)) {
      for (const branch of falseBranches(expression)) yield report('never', {}, { at: file.at(path, branch.range) })
    }
  },
  references: [
    'https://docs.github.com/actions/writing-workflows/choosing-what-your-workflow-does/evaluate-expressions-in-workflows-and-actions',
  ],
  examples: [
    {
      name: 'an empty choice',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n        env:\n          FLAG: ${{ github.ref == 'x' && «''» || '--debug' }}\n",
      fails: ['never'],
    },
    {
      name: 'the other way round',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n        env:\n          FLAG: ${{ github.ref != 'x' && '--debug' || '' }}\n",
    },
  ],
})
