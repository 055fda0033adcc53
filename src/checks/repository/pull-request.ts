import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const pullRequest = branchCheck({
  id: 'repository/pull-request',
  controls: ['scm-no-direct-push', 'release-branch-protection', 'scm-branching-method'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Changes reach the default branch through pull requests',
    ja: '既定のブランチへの変更はプルリクエストで行う',
  }),
  why: text({
    en: 'Whoever may push puts code into what is built and deployed, and nobody else has seen it.',
    ja: 'プッシュできる人が、誰の目にも触れないまま、ビルドされデプロイされるコードを変えられます。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'pull_request',
    byProtection: (protection) => valueAt(protection, ['required_pull_request_reviews']) !== undefined,
  },
  fails: text({
    en: '{branch} takes pushes without a pull request',
    ja: '{branch} にプルリクエストなしでプッシュできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "pull_request"}]'),
    repositoryExample(
      'classic protection',
      '"rules": [],\n"protection": {"required_pull_request_reviews": {"required_approving_review_count": 1}}',
    ),
  ],
})
