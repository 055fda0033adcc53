import { text } from '../../core/text.ts'
import { toolResultCheck } from '../tool-result-check.ts'

export const configurationResult = toolResultCheck({
  id: 'tool/configuration-result',
  family: 'configuration',
  controls: ['build-iac-scan', 'build-manifest-analysis', 'code-sarif'],
  title: text({ en: 'Other tools find no misconfiguration', ja: 'ほかのツールが設定の不備を指摘していない' }),
  why: text({
    en: 'Checkov and Trivy have checks of their own for templates and manifests, which a team may rely on.',
    ja: 'Checkov や Trivy は、テンプレートやマニフェスト向けに独自の検査を備えています。',
  }),
  examples: [
    {
      name: 'a result of checkov',
      file: 'main.conf',
      source: 'setting = «off»\n',
      files: {
        'results.sarif':
          '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "checkov", "rules": [{"id": "CKV_AZURE_999", "properties": {"tags": ["misconfiguration"], "security-severity": "8.8"}}]}}, "results": [{"ruleId": "CKV_AZURE_999", "message": {"text": "Sample: the setting is off"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "main.conf"}, "region": {"startLine": 1, "startColumn": 11, "endColumn": 14}}}]}]}]}',
      },
      fails: ['found'],
    },
    {
      name: 'a report without results',
      file: 'main.conf',
      source: 'setting = off\n',
      files: { 'results.sarif': '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "checkov"}}, "results": []}]}' },
    },
  ],
})
