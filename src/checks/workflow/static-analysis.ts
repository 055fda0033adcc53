import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { deployExamples } from '../safeguard-examples.ts'

export const staticAnalysis = repositorySafeguardCheck({
  id: 'workflow/static-analysis',
  controls: ['build-sast'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Source code is analysed before it is deployed', ja: 'デプロイの前にソースコードを静的解析する' }),
  why: text({
    en: 'Injections, unsafe deserialisation and the like are found in the source before an attacker finds them in the running application.',
    ja: 'インジェクションや安全でない逆シリアル化は、稼働中のアプリケーションで攻撃者が見つける前に、ソースの段階で見つけられます。',
  }),
  safeguard: 'static-analysis',
  missing: text({
    en: 'the repository deploys and no workflow analyses the source',
    ja: 'デプロイしていますが、ソースを静的解析するワークフローがありません',
  }),
  references: ['https://docs.github.com/code-security/code-scanning/introduction-to-code-scanning/about-code-scanning-with-codeql'],
  examples: [...deployExamples({ step: 'run: semgrep scan --error', task: 'AdvancedSecurity-Codeql-Analyze@1' })],
})
