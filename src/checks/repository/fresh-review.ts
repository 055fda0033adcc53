import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { parameterOf } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const freshReview = branchCheck({
  id: 'repository/fresh-review',
  controls: ['scm-peer-review'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'An approval ends when the change does',
    ja: '変更が加わったら承認を取り消す',
  }),
  why: text({
    en: 'After the approval, anything can be pushed to the same pull request and merged as if it had been read.',
    ja: '承認のあとに同じプルリクエストへ何をプッシュしても、確認済みとしてマージできてしまいます。',
  }),
  demand: {
    byRule: (rule) => parameterOf(rule, 'pull_request', 'dismiss_stale_reviews_on_push') === true,
    byProtection: (protection) => valueAt(protection, ['required_pull_request_reviews', 'dismiss_stale_reviews']) === true,
  },
  fails: text({
    en: 'approvals for {branch} outlive later pushes',
    ja: '{branch} の承認が、その後のプッシュでも残ります',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "pull_request", "parameters": {"dismiss_stale_reviews_on_push": true}}]'),
    repositoryExample(
      'classic protection',
      '"rules": [],\n"protection": {"required_pull_request_reviews": {"dismiss_stale_reviews": true}}',
    ),
  ],
})
