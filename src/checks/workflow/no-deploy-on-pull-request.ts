import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { excludesPullRequests } from '../../models/pipeline/conditions.ts'
import { deployment } from '../../models/pipeline/deploy.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'

export const noDeployOnPullRequest = defineCheck({
  id: 'workflow/no-deploy-on-pull-request',
  controls: ['release-branch-protection', 'release-approval-gate'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Nothing is deployed from a pull request', ja: 'プルリクエストからデプロイしない' }),
  why: text({
    en: 'What is deployed has then not been reviewed, and everybody who may open a pull request decides on it.',
    ja: 'レビュー前のものがデプロイされ、プルリクエストを開ける人なら誰でもその内容を決められます。',
  }),
  messages: {
    deploys: text({ en: 'a pull request deploys here', ja: 'ここでプルリクエストの内容がデプロイされます' }),
  },
  *evaluate(file, { report }) {
    if (!file.isForPullRequests) return
    for (const step of file.steps) {
      const range = deployment(file, step)
      if (range === undefined || excludesPullRequests(file, step)) continue
      yield report('deploys', {}, { at: file.at(step.doing, range) })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability'],
  examples: [
    {
      name: 'a pull request',
      file: '.github/workflows/ci.yml',
      source:
        'on: [pull_request]\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: «helm upgrade shop chart/»\n',
      fails: ['deploys'],
    },
    {
      name: 'a condition keeps them out',
      file: '.github/workflows/ci.yml',
      source:
        "on: [push, pull_request]\npermissions: {}\njobs:\n  a:\n    if: github.event_name == 'push'\n    runs-on: ubuntu-24.04\n    steps:\n      - run: helm upgrade shop chart/\n",
    },
    {
      name: 'a pipeline for pull requests',
      file: 'azure-pipelines.yml',
      source: `pr: [main]
stages:
  - stage: test
    jobs:
      - job: deploy
        steps:
          - script: «helm upgrade shop chart/»
  - stage: release
    condition: and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))
    jobs:
      - job: deploy
        steps:
          - script: helm upgrade shop chart/
  - \${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
      - stage: main
        jobs:
          - job: deploy
            steps:
              - script: helm upgrade shop chart/
`,
      fails: ['deploys'],
    },
    {
      name: 'a pipeline for pushes',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
pr: none
steps:
  - script: helm upgrade shop chart/
`,
    },
  ],
})
