import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'
import { deployExamples } from '../safeguard-examples.ts'

export const dynamicTest = repositorySafeguardCheck({
  id: 'workflow/dynamic-test',
  controls: ['release-dast'],
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The running application is tested after it is deployed', ja: 'デプロイ後に稼働中のアプリケーションを検査する' }),
  why: text({
    en: 'Missing headers, open redirects and injections that depend on configuration show only in the running application.',
    ja: 'ヘッダーの不足、オープンリダイレクト、設定に依存するインジェクションは、稼働中のアプリケーションでしか見つかりません。',
  }),
  safeguard: 'dynamic-test',
  missing: text({
    en: 'the repository deploys and no workflow tests what runs',
    ja: 'デプロイしていますが、稼働中のアプリケーションを検査するワークフローがありません',
  }),
  references: ['https://www.zaproxy.org/docs/docker/about/'],
  examples: [
    ...deployExamples({
      step: `uses: zaproxy/action-baseline@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          target: https://shop.example`,
      task: 'owaspzap@1',
    }),
  ],
})
