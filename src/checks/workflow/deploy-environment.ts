import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { deployment } from '../../models/pipeline/deploy.ts'
import { environmentOf } from '../../models/pipeline/release.ts'

export const deployEnvironment = defineCheck({
  id: 'workflow/deploy-environment',
  controls: ['release-environments', 'release-approval-gate'],
  subject: actionsFile,
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
  },
  *evaluate(file, { report }) {
    if (file.form === 'action') return
    for (const job of file.jobs) {
      if (environmentOf(job) !== undefined) continue
      const step = job.steps.find((candidate) => deployment(file, candidate) !== undefined)
      if (step === undefined) continue
      const part = step.run === undefined ? 'uses' : 'run'
      yield report('missing', { job: job.id }, { at: file.at([...step.path, part], deployment(file, step)!) })
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
  ],
})
