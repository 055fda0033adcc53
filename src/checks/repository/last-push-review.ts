import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { parameterOf } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const lastPushReview = branchCheck({
  id: 'repository/last-push-review',
  controls: ['scm-peer-review'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The last push is approved by another person',
    ja: '最後のプッシュは別の人が承認する',
  }),
  why: text({
    en: 'Without this rule, a reviewer adds commits to the pull request of another and approves them.',
    ja: 'この規則がないと、レビュー担当者が他人のプルリクエストにコミットを加え、それを自分で承認できます。',
  }),
  demand: {
    byRule: (rule) => parameterOf(rule, 'pull_request', 'require_last_push_approval') === true,
    byProtection: (protection) => valueAt(protection, ['required_pull_request_reviews', 'require_last_push_approval']) === true,
  },
  fails: text({
    en: 'whoever pushes last to a pull request for {branch} may approve it',
    ja: '{branch} へのプルリクエストに最後にプッシュした人が、自分で承認できます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "pull_request", "parameters": {"require_last_push_approval": true}}]'),
    repositoryExample(
      'classic protection',
      '"rules": [],\n"protection": {"required_pull_request_reviews": {"require_last_push_approval": true}}',
    ),
  ],
})
