import { text } from '../../core/text.ts'
import { toolResultCheck } from '../tool-result-check.ts'

export const codeResult = toolResultCheck({
  id: 'tool/code-result',
  family: 'code',
  controls: ['build-sast', 'code-sarif', 'code-secure-standards', 'code-language-practices'],
  title: text({ en: 'Other tools find no weakness in the code', ja: 'ほかのツールがコードの弱点を指摘していない' }),
  why: text({
    en: 'CodeQL and semgrep follow values through a whole program or know rules of a team. What they find counts here as our own findings do: one list, one gate, one place for exceptions.',
    ja: 'CodeQL や semgrep はプログラム全体の値の流れを追い、チーム独自の規則も持ちます。その結果を本ツールの指摘と同じ一覧、同じゲート、同じ例外の仕組みで扱います。',
  }),
  examples: [
    {
      name: 'a result of CodeQL',
      file: 'src/db.js',
      source: 'run(«query»)\n',
      files: {
        'results.sarif':
          '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "CodeQL", "rules": [{"id": "js/sql-injection", "properties": {"tags": ["external/cwe/cwe-089"], "security-severity": "8.8"}}]}}, "results": [{"ruleId": "js/sql-injection", "message": {"text": "This query depends on a user-provided value."}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/db.js"}, "region": {"startLine": 1, "startColumn": 5, "endColumn": 10}}}]}]}]}',
      },
      fails: ['found'],
    },
    {
      name: 'a report without results',
      file: 'src/db.js',
      source: 'run(query)\n',
      files: { 'results.sarif': '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "CodeQL"}}, "results": []}]}' },
    },
  ],
})
