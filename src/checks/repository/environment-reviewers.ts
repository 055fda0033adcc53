import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { namesProduction } from '../../models/pipeline/production-name.ts'
import { withoutReviewersOnPlan } from '../../models/repository/owner.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const environmentReviewers = repositoryEntryCheck({
  id: 'repository/environment-reviewers',
  controls: ['release-approval-gate', 'release-environments'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Deployments to production wait for a person',
    ja: '本番へのデプロイは人の承認を待つ',
  }),
  why: text({
    en: 'Whatever is merged, or started by hand by whoever may, is in production minutes later.',
    ja: '承認がなければ、マージされた変更や手動で起動されたジョブが、数分後には本番で動きます。',
  }),
  setting: 'environments',
  named: 'name',
  wrong: (environment) =>
    namesProduction(environment['name']) &&
    !listAt(environment, ['protection_rules']).some((rule) => listAt(rule, ['reviewers']).length > 0)
      ? ['protection_rules']
      : undefined,
  exempt: withoutReviewersOnPlan,
  fails: text({
    en: 'nobody has to approve deployments to {name}',
    ja: '{name} へのデプロイに承認が要りません',
  }),
  references: [
    'https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment',
  ],
  examples: [
    repositoryExample('nobody', '"environments": [{"name": "production", "protection_rules": «[]»}]', { fails: ['fails'] }),
    repositoryExample(
      'a team, and an environment for trials',
      '"environments": [{"name": "production", "protection_rules": [{"type": "required_reviewers", "reviewers": [{"type": "Team"}]}]}, {"name": "dev", "protection_rules": []}]',
    ),
  ],
})
