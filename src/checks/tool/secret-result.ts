import { text } from '../../core/text.ts'
import { toolResultCheck } from '../tool-result-check.ts'

export const secretResult = toolResultCheck({
  id: 'tool/secret-result',
  family: 'secret',
  controls: ['build-secret-scan', 'secret-none-in-code', 'code-sarif'],
  coveredBy: ['secret/no-secret', 'source/no-hard-coded-credential'],
  title: text({ en: 'Other tools find no secrets', ja: 'ほかのツールがシークレットを指摘していない' }),
  why: text({
    en: 'Each tool knows formats that others do not. The value itself is covered in every report.',
    ja: 'ツールごとに検出できる形式が異なります。値そのものは、どのレポートでも伏せられます。',
  }),
  examples: [
    {
      name: 'a result of gitleaks',
      file: 'deploy.env',
      source: 'INTERNAL=«q7x»\n',
      files: {
        'results.sarif':
          '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "gitleaks", "rules": [{"id": "internal-key", "properties": {"tags": ["secret"], "security-severity": "8.8"}}]}}, "results": [{"ruleId": "internal-key", "message": {"text": "internal-key has been detected"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "deploy.env"}, "region": {"startLine": 1, "startColumn": 10, "endColumn": 13}}}]}]}]}',
      },
      fails: ['found'],
    },
    {
      name: 'a report without results',
      file: 'deploy.env',
      source: 'INTERNAL=q7x\n',
      files: { 'results.sarif': '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "gitleaks"}}, "results": []}]}' },
    },
  ],
})
