import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { deployment } from '../../models/pipeline/deploy.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { safeguards } from '../../models/pipeline/safeguards.ts'

export const templateScan = defineCheck({
  id: 'workflow/template-scan',
  controls: ['build-iac-scan', 'build-manifest-analysis'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'medium',
  reads: 'estate',
  since: '0.1.0',
  title: text({
    en: 'Templates and manifests are scanned before they are deployed',
    ja: 'テンプレートとマニフェストはデプロイ前にスキャンする',
  }),
  why: text({
    en: 'A public port or a privileged pod is one line in a template, and easier to correct there than in the cluster.',
    ja: '公開ポートも特権 Pod もテンプレートの 1 行です。クラスターよりもテンプレートで直す方が簡単です。',
  }),
  messages: {
    missing: text({
      en: 'the repository deploys and no workflow scans templates and manifests',
      ja: 'デプロイしていますが、テンプレートやマニフェストをスキャンするワークフローがありません',
    }),
  },
  *evaluate(file, { estate, report }) {
    const { all, firstDeploying } = estate.view(safeguards)
    if (firstDeploying !== file || all.has('template-scan')) return
    const step = file.steps.find((candidate) => deployment(file, candidate) !== undefined)!
    yield report('missing', {}, { at: file.at(step.doing, deployment(file, step)!) })
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/iac-vulnerabilities'],
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
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: breakwater scan deploy/\n      - run: helm upgrade shop chart/\n',
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
            - task: MicrosoftSecurityDevOps@1
`,
    },
  ],
})
