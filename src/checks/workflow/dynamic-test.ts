import { text } from '../../core/text.ts'
import { repositorySafeguardCheck } from '../safeguard-check.ts'

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
    {
      name: 'none',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: «helm upgrade shop chart/»\n',
      fails: ['missing'],
    },
    {
      name: 'one',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: zaproxy/action-baseline@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          target: https://shop.example\n      - run: helm upgrade shop chart/\n',
    },
    {
      name: 'a pipeline of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
jobs:
  - deployment: shop
    environment: production
    strategy:
      runOnce:
        deploy:
          steps:
            - task: «HelmDeploy@1»
              inputs:
                command: upgrade
`,
      fails: ['missing'],
    },
    {
      name: 'a pipeline that does it',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
jobs:
  - deployment: shop
    environment: production
    strategy:
      runOnce:
        deploy:
          steps:
            - task: HelmDeploy@1
              inputs:
                command: upgrade
            - task: owaspzap@1
`,
    },
  ],
})
