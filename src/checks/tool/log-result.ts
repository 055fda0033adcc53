import { text } from '../../core/text.ts'
import { toolResultCheck } from '../tool-result-check.ts'

export const logResult = toolResultCheck({
  id: 'tool/log-result',
  family: 'log',
  controls: ['code-log-masking', 'code-sarif', 'build-sast'],
  title: text({ en: 'Other tools find nothing sensitive in logs', ja: 'ほかのツールがログの機密情報を指摘していない' }),
  why: text({
    en: 'Logs are kept for long and read by many; other tools follow values into them through more than one file.',
    ja: 'ログは長く保存され、多くの人に読まれます。ほかのツールは、複数のファイルにまたがる値の流れも追跡します。',
  }),
  examples: [
    {
      name: 'a result of CodeQL',
      file: 'src/log.js',
      source: 'write(«entry»)\n',
      files: {
        'results.sarif':
          '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "CodeQL", "rules": [{"id": "js/clear-text-logging", "properties": {"tags": ["external/cwe/cwe-532"], "security-severity": "8.8"}}]}}, "results": [{"ruleId": "js/clear-text-logging", "message": {"text": "This logs sensitive data as clear text."}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/log.js"}, "region": {"startLine": 1, "startColumn": 7, "endColumn": 12}}}]}]}]}',
      },
      fails: ['found'],
    },
    {
      name: 'a report without results',
      file: 'src/log.js',
      source: 'write(entry)\n',
      files: { 'results.sarif': '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "CodeQL"}}, "results": []}]}' },
    },
  ],
})
