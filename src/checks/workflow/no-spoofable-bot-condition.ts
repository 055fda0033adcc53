import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { botComparisons } from '../../models/pipeline/conditions.ts'

export const noSpoofableBotCondition = defineCheck({
  id: 'workflow/no-spoofable-bot-condition',
  controls: ['scm-least-privilege'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Conditions do not trust the actor', ja: '条件で actor を信用しない' }),
  why: text({
    en: 'github.actor is who touched the pull request last, not who wrote it: anybody can get a bot to touch theirs. github.event.pull_request.user is the author.',
    ja: 'github.actor は最後に操作した人であり、作成者ではありません。誰でも自分のプルリクエストをボットに操作させられます。作成者は github.event.pull_request.user です。',
  }),
  messages: {
    actor: text({ en: '{context} can be made to be a bot by anybody', ja: '{context} は誰でもボットに見せかけられます' }),
  },
  *evaluate(file, { report }) {
    if (!file.triggeredBy('pull_request_target', 'workflow_run', 'issue_comment', 'pull_request', 'pull_request_review')) return
    for (const { path, comparison, context, decides } of botComparisons(file)) {
      yield report('actor', { context }, { at: file.at(path, comparison.range), confidence: decides ? 'high' : 'medium' })
    }
  },
  references: ['https://www.synacktiv.com/publications/github-actions-exploitation-dependabot'],
  examples: [
    {
      name: 'the actor',
      file: '.github/workflows/ci.yml',
      source:
        "on: pull_request_target\npermissions: {}\njobs:\n  a:\n    if: «github.actor == 'dependabot[bot]'»\n    runs-on: ubuntu-24.04\n    steps: []\n",
      fails: ['actor'],
    },
    {
      name: 'the author',
      file: '.github/workflows/ci.yml',
      source:
        "on: pull_request_target\npermissions: {}\njobs:\n  a:\n    if: github.event.pull_request.user.login == 'dependabot[bot]'\n    runs-on: ubuntu-24.04\n    steps: []\n",
    },
  ],
})
