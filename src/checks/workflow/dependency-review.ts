import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { deployExamples } from '../safeguard-examples.ts'

export const dependencyReview = repositorySafeguardCheck({
  id: 'workflow/dependency-review',
  controls: ['build-dependency-review'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Workflows check dependencies for known vulnerabilities', ja: 'ワークフローで依存関係の既知の脆弱性を調べる' }),
  why: text({
    en: 'A pull request can bring a vulnerable or malicious package. A review shows it before the merge.',
    ja: 'プルリクエストは、脆弱なパッケージや悪意のあるパッケージを持ち込むことがあります。レビューすればマージ前に分かります。',
  }),
  safeguard: 'dependency-review',
  missing: text({
    en: 'the repository deploys and no workflow checks its dependencies',
    ja: 'デプロイしていますが、依存関係を調べるワークフローがありません',
  }),
  references: [
    'https://docs.github.com/code-security/supply-chain-security/understanding-your-software-supply-chain/about-dependency-review',
  ],
  examples: [
    ...deployExamples({
      step: 'uses: actions/dependency-review-action@11bd71901bbe5b1630ceea73d27597364c9af683',
      task: 'AdvancedSecurity-Dependency-Scanning@1',
    }),
  ],
})
