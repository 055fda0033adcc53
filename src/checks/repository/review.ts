import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { parameterOf } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const review = branchCheck({
  id: 'repository/review',
  controls: ['scm-peer-review', 'release-branch-protection', 'release-approval-gate'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Somebody else approves each change',
    ja: '変更ごとに別の人が承認する',
  }),
  why: text({
    en: 'A pull request that needs no approval is merged by the person, or the stolen account, that wrote it.',
    ja: '承認のいらないプルリクエストは、書いた本人（または乗っ取られたアカウント）だけでマージできます。',
  }),
  demand: {
    byRule: (rule) => Number(parameterOf(rule, 'pull_request', 'required_approving_review_count') ?? 0) >= 1,
    byProtection: (protection) =>
      Number(valueAt(protection, ['required_pull_request_reviews', 'required_approving_review_count']) ?? 0) >= 1,
  },
  fails: text({
    en: '{branch} takes changes that nobody approved',
    ja: '{branch} に承認なしの変更をマージできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "pull_request", "parameters": {"required_approving_review_count": 1}}]'),
    repositoryExample(
      'classic protection',
      '"rules": [],\n"protection": {"required_pull_request_reviews": {"required_approving_review_count": 2}}',
    ),
  ],
})
