import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const environmentBranches = repositoryEntryCheck({
  id: 'repository/environment-branches',
  controls: ['release-environments', 'release-branch-protection'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Only chosen branches deploy to an environment',
    ja: '環境にデプロイできるブランチを限定する',
  }),
  why: text({
    en: 'A branch that nobody reviewed gets the secrets and the cloud identity of the environment as soon as its workflow names it.',
    ja: '誰もレビューしていないブランチでも、ワークフローで環境を指定すれば、そのシークレットとクラウドの ID を使えます。',
  }),
  setting: 'environments',
  named: 'name',
  wrong: ({ deployment_branch_policy: policy }) => (policy === null || policy === undefined ? ['deployment_branch_policy'] : undefined),
  fails: text({
    en: 'every branch may deploy to {name}',
    ja: 'どのブランチからでも {name} にデプロイできます',
  }),
  references: [
    'https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment#deployment-branches-and-tags',
  ],
  examples: [
    repositoryExample('every branch', '"environments": [{"name": "production", "deployment_branch_policy": «null»}]', { fails: ['fails'] }),
    repositoryExample(
      'protected branches',
      '"environments": [{"name": "production", "deployment_branch_policy": {"protected_branches": true, "custom_branch_policies": false}}]',
    ),
  ],
})
