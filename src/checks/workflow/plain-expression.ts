import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { allExpressions, constantParts } from '../../models/pipeline/expressions.ts'

export const plainExpression = defineCheck({
  id: 'workflow/plain-expression',
  controls: ['code-secure-standards'],
  subject: actionsFile,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Expressions and names of actions say plainly what they mean', ja: '式やアクション名は意図をそのまま書く' }),
  why: text({
    en: 'A detour hides from review, and from tools, what is really called or compared.',
    ja: '回りくどい書き方は、実際に呼び出すものや比べるものをレビューやツールから隠します。',
  }),
  messages: {
    constant: text({ en: 'the value of this expression does not depend on anything', ja: 'この式の値は常に同じです' }),
    inputs: text({
      en: 'the inputs of the step are computed, so nobody can see what it is given',
      ja: 'ステップの入力が計算で決まるため、何が渡されるのか読み取れません',
    }),
    path: text({ en: '{action} goes a roundabout way to its action', ja: '{action} は回りくどい経路でアクションを指しています' }),
  },
  *evaluate(file, { report }) {
    for (const { value, path, uses } of file.steps) {
      const written = stringAt(value, ['uses']) ?? ''
      if (uses?.kind === 'repository' && /\/(?:\/|\.{0,2}(?:\/|@|$))/.test(written.replace(/@.*$/s, '@')))
        yield report('path', { action: written }, { at: [...path, 'uses'], part: 'key' })
      if (typeof value['with'] === 'string') yield report('inputs', {}, { at: [...path, 'with'], part: 'key', severity: 'info' })
    }
    for (const { expression, path, bare } of allExpressions(file)) {
      if (bare) continue
      for (const part of constantParts(expression)) yield report('constant', {}, { at: file.at(path, part.range) })
    }
  },
  references: ['https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions'],
  examples: [
    {
      name: 'detours',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - «uses»: actions/cache/save/../save@11bd71901bbe5b1630ceea73d27597364c9af683\n      - run: make ${{ «format('{0}', 'all')» }}\n",
      fails: ['path', 'constant'],
    },
    {
      name: 'plain',
      file: '.github/workflows/ci.yml',
      source:
        "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/cache/save@11bd71901bbe5b1630ceea73d27597364c9af683\n      - run: make ${{ format('{0}', github.sha) }}\n        if: true\n",
    },
  ],
})
