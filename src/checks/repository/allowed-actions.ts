import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const allowedActions = repositorySettingCheck({
  id: 'repository/allowed-actions',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Only chosen actions run',
    ja: '許可したアクションだけを実行する',
  }),
  why: text({
    en: 'Any action that a pull request names otherwise runs with the secrets and the token of the workflow.',
    ja: '制限がないと、プルリクエストに書かれたどんなアクションも、ワークフローのシークレットとトークンで動きます。',
  }),
  setting: 'actions',
  field: ['allowed_actions'],
  accepts: (value) => value !== 'all',
  fails: text({
    en: 'every action of every owner may run',
    ja: '誰のアクションでも実行できます',
  }),
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository',
  ],
  examples: [
    repositoryExample('all', '"actions": {"enabled": true, "allowed_actions": «"all"»}', { fails: ['fails'] }),
    repositoryExample('chosen ones', '"actions": {"enabled": true, "allowed_actions": "selected"}'),
  ],
})
