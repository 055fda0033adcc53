import { text } from '../../core/text.ts'
import { toolResultCheck } from '../tool-result-check.ts'

export const dependencyResult = toolResultCheck({
  id: 'tool/dependency-result',
  family: 'dependency',
  controls: ['build-sca', 'image-local-scan', 'code-sarif'],
  title: text({ en: 'Other tools find no vulnerable packages', ja: 'ほかのツールが脆弱なパッケージを指摘していない' }),
  why: text({
    en: 'Trivy and others match packages with sources of their own. What they know is judged along with what is matched here.',
    ja: 'Trivy などは独自の情報源でパッケージを照合します。その結果も、ここでの照合結果と合わせて判定します。',
  }),
  examples: [
    {
      name: 'a result of Trivy',
      file: 'Pipfile',
      source: '«sample = "1.2.2"»\n',
      files: {
        'results.sarif':
          '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Trivy", "rules": [{"id": "CVE-2024-0001", "properties": {"tags": ["vulnerability"], "security-severity": "8.8"}}]}}, "results": [{"ruleId": "CVE-2024-0001", "message": {"text": "Package: sample. Fixed in 1.2.3"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "Pipfile"}, "region": {"startLine": 1, "startColumn": 1, "endColumn": 17}}}]}]}]}',
      },
      fails: ['found'],
    },
    {
      name: 'a report without results',
      file: 'Pipfile',
      source: 'sample = "1.2.2"\n',
      files: { 'results.sarif': '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Trivy"}}, "results": []}]}' },
    },
  ],
})
