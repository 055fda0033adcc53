import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { deployExamples } from '../safeguard-examples.ts'

export const secretScan = repositorySafeguardCheck({
  id: 'workflow/secret-scan',
  controls: ['build-secret-scan'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Workflows look for secrets in the repository', ja: 'ワークフローでリポジトリのシークレットを探す' }),
  why: text({
    en: "The hook on a developer's machine can be skipped; the workflow cannot.",
    ja: '開発者の手元のフックは省略できますが、ワークフローは省略できません。',
  }),
  safeguard: 'secret-scan',
  missing: text({
    en: 'the repository deploys and no workflow looks for secrets',
    ja: 'デプロイしていますが、シークレットを探すワークフローがありません',
  }),
  references: ['https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning'],
  examples: [...deployExamples({ step: 'run: breakwater secrets --history', task: 'CredScan@3' })],
})
