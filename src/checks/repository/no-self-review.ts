import { text } from '../../core/text.ts'
import { listAt, valueAt } from '../../models/kubernetes/json.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noSelfReview = repositoryEntryCheck({
  id: 'repository/no-self-review',
  controls: ['release-approval-gate'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Nobody approves a deployment of their own',
    ja: '自分のデプロイを自分で承認させない',
  }),
  why: text({
    en: 'The second pair of eyes is the first one again when whoever starts a deployment may approve it.',
    ja: 'デプロイを始めた本人が承認できるなら、第三者の確認になりません。',
  }),
  setting: 'environments',
  named: 'name',
  wrong: (environment) => {
    const index = listAt(environment, ['protection_rules']).findIndex(
      (rule) => listAt(rule, ['reviewers']).length > 0 && valueAt(rule, ['prevent_self_review']) !== true,
    )
    return index === -1 ? undefined : ['protection_rules', index, 'prevent_self_review']
  },
  fails: text({
    en: 'who starts a deployment to {name} may approve it',
    ja: '{name} へのデプロイを始めた人が自分で承認できます',
  }),
  references: [
    'https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment#required-reviewers',
  ],
  examples: [
    repositoryExample(
      'may',
      '"environments": [{"name": "production", "protection_rules": [{"type": "required_reviewers", "prevent_self_review": «false», "reviewers": [{"type": "Team"}]}]}]',
      { fails: ['fails'] },
    ),
    repositoryExample(
      'may not',
      '"environments": [{"name": "production", "protection_rules": [{"type": "required_reviewers", "prevent_self_review": true, "reviewers": [{"type": "Team"}]}]}]',
    ),
  ],
})
