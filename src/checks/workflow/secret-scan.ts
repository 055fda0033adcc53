import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { deployment } from '../../models/pipeline/deploy.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { safeguards } from '../../models/pipeline/safeguards.ts'

export const secretScan = defineCheck({
  id: 'workflow/secret-scan',
  controls: ['build-secret-scan'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'medium',
  reads: 'estate',
  since: '0.1.0',
  title: text({ en: 'Workflows look for secrets in the repository', ja: 'ワークフローでリポジトリのシークレットを探す' }),
  why: text({
    en: "The hook on a developer's machine can be skipped; the workflow cannot.",
    ja: '開発者の手元のフックは省略できますが、ワークフローは省略できません。',
  }),
  messages: {
    missing: text({
      en: 'the repository deploys and no workflow looks for secrets',
      ja: 'デプロイしていますが、シークレットを探すワークフローがありません',
    }),
  },
  *evaluate(file, { estate, report }) {
    const { all, firstDeploying } = estate.view(safeguards)
    if (firstDeploying !== file || all.has('secret-scan')) return
    const step = file.steps.find((candidate) => deployment(file, candidate) !== undefined)!
    yield report('missing', {}, { at: file.at(step.doing, deployment(file, step)!) })
  },
  references: ['https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning'],
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
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: breakwater secrets --history\n      - run: helm upgrade shop chart/\n',
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
            - task: CredScan@3
`,
    },
  ],
})
