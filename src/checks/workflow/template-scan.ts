import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { deployExamples } from '../safeguard-examples.ts'

export const templateScan = repositorySafeguardCheck({
  id: 'workflow/template-scan',
  controls: ['build-iac-scan', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Templates and manifests are scanned before they are deployed',
    ja: 'テンプレートとマニフェストはデプロイ前にスキャンする',
  }),
  why: text({
    en: 'A public port or a privileged pod is one line in a template, and easier to correct there than in the cluster.',
    ja: '公開ポートも特権 Pod もテンプレートの 1 行です。クラスターよりもテンプレートで直す方が簡単です。',
  }),
  safeguard: 'template-scan',
  missing: text({
    en: 'the repository deploys and no workflow scans templates and manifests',
    ja: 'デプロイしていますが、テンプレートやマニフェストをスキャンするワークフローがありません',
  }),
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/iac-vulnerabilities'],
  examples: [...deployExamples({ step: 'run: breakwater scan deploy/', task: 'MicrosoftSecurityDevOps@1' })],
})
