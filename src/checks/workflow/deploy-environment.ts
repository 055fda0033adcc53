import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { deployment } from '../../models/pipeline/deploy.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'

export const deployEnvironment = defineCheck({
  id: 'workflow/deploy-environment',
  controls: ['release-environments', 'release-approval-gate'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Jobs that deploy name an environment', ja: 'デプロイするジョブには環境を指定する' }),
  why: text({
    en: 'Reviewers, allowed branches, wait times and secrets of their own hang on the environment. Without one, whoever can push to a branch deploys.',
    ja: 'レビュー担当者、許可するブランチ、待機時間、専用のシークレットは環境に設定します。環境がないと、ブランチにプッシュできる人なら誰でもデプロイできます。',
  }),
  messages: {
    missing: text({ en: 'job {job} deploys and names no environment', ja: 'ジョブ {job} はデプロイしますが、environment がありません' }),
    loose: text({
      en: 'these steps deploy and belong to no deployment job with an environment',
      ja: 'デプロイするステップが、environment を指定したデプロイジョブに属していません',
    }),
  },
  *evaluate(file, { report }) {
    for (const job of file.jobs) {
      // Steps that belong to no job of their own run in that of whoever calls them.
      if (job.environment !== undefined || (file.isPart && job.id === '')) continue
      const step = job.steps.find((candidate) => deployment(file, candidate) !== undefined)
      if (step === undefined) continue
      const at = file.at(step.doing, deployment(file, step)!)
      if (job.id === '') yield report('loose', {}, { at })
      else yield report('missing', { job: job.id }, { at })
    }
  },
  references: [
    'https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment',
  ],
  examples: [
    {
      name: 'no environment',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          make\n          «kubectl apply -f deploy/»\n',
      fails: ['missing'],
    },
    {
      name: 'an environment, a dry run',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl apply -f deploy/\n  check:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl apply --dry-run=server -f deploy/\n',
    },
    {
      name: 'an ordinary job of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
stages:
  - stage: release
    jobs:
      - job: deploy
        steps:
          - task: «Kubernetes@1»
            inputs:
              command: apply
          - task: Kubernetes@1
            inputs:
              command: get
`,
      fails: ['missing'],
    },
    {
      name: 'steps without a job',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - \${{ if eq(variables['Build.Reason'], 'Manual') }}:
      - task: AzureCLI@2
        inputs:
          scriptType: bash
          scriptLocation: inlineScript
          inlineScript: «az deployment group create -g shop -f main.bicep»
`,
      fails: ['loose'],
    },
    {
      name: 'a deployment job with an environment',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
jobs:
  - deployment: shop
    environment:
      name: production
    strategy:
      canary:
        deploy:
          steps:
            - script: kubectl apply -f deploy/
        on:
          failure:
            steps:
              - script: helm rollback shop
`,
    },
  ],
})
