import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { parameterOf } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const codeOwnerReview = branchCheck({
  id: 'repository/code-owner-review',
  controls: ['scm-peer-review', 'scm-roles-by-group'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Owners of the code approve its changes',
    ja: 'コードの所有者が変更を承認する',
  }),
  why: text({
    en: 'Workflows, infrastructure and manifests need the eyes of those who answer for them; any approval is not enough.',
    ja: 'ワークフロー、インフラ、マニフェストの変更は、責任を持つ人が見る必要があります。誰かの承認があるだけでは足りません。',
  }),
  demand: {
    byRule: (rule) => parameterOf(rule, 'pull_request', 'require_code_owner_review') === true,
    byProtection: (protection) => valueAt(protection, ['required_pull_request_reviews', 'require_code_owner_reviews']) === true,
  },
  fails: text({
    en: 'changes of {branch} need no approval of a code owner',
    ja: '{branch} への変更にコード所有者の承認が要りません',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "pull_request", "parameters": {"require_code_owner_review": true}}]'),
    repositoryExample(
      'classic protection',
      '"rules": [],\n"protection": {"required_pull_request_reviews": {"require_code_owner_reviews": true}}',
    ),
  ],
})
