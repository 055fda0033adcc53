import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { runnerLabels } from '../../models/pipeline/runners.ts'

export const noSelfHostedRunner = defineCheck({
  id: 'workflow/no-self-hosted-runner',
  controls: ['scm-least-privilege'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: "Pull requests do not run on runners of one's own", ja: 'プルリクエストを自前のランナーで実行しない' }),
  why: text({
    en: "A runner of one's own keeps its disk and stands in one's network. What a pull request of a stranger leaves there meets the next job.",
    ja: '自前のランナーはディスクを引き継ぎ、社内ネットワークに置かれています。部外者のプルリクエストが残したものが、次のジョブに影響します。',
  }),
  messages: {
    selfHosted: text({ en: 'strangers can start a job on the runner {labels}', ja: '部外者がランナー {labels} でジョブを起動できます' }),
  },
  *evaluate(file, { report }) {
    if (!file.triggeredBy('pull_request', 'pull_request_target', 'issue_comment', 'issues', 'workflow_run', 'discussion', 'fork')) return
    for (const job of file.jobs) {
      const labels = runnerLabels(file, job)
      if (labels.includes('self-hosted'))
        yield report('selfHosted', { labels: labels.join(', ') }, { at: [...job.path, 'runs-on'], part: 'key' })
    }
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#hardening-for-self-hosted-runners',
  ],
  examples: [
    {
      name: 'a pull request on a runner in the house',
      file: '.github/workflows/ci.yml',
      source: 'on: pull_request\npermissions: {}\njobs:\n  a:\n    «runs-on»: [self-hosted, linux]\n    steps: []\n',
      fails: ['selfHosted'],
    },
    {
      name: 'only after the merge',
      file: '.github/workflows/ci.yml',
      source: 'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps: []\n',
    },
  ],
})
