import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const readOnlyToken = repositorySettingCheck({
  id: 'repository/read-only-token',
  controls: ['scm-least-privilege'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'The token of workflows reads only, unless more is asked for',
    ja: 'ワークフローのトークンは既定で読み取りだけにする',
  }),
  why: text({
    en: 'Each step of a workflow without permissions of its own can otherwise push, tag and publish.',
    ja: 'permissions を書いていないワークフローでは、どのステップでもプッシュ・タグ付け・公開ができてしまいます。',
  }),
  setting: 'workflowToken',
  field: ['default_workflow_permissions'],
  accepts: (value) => value === 'read',
  fails: text({
    en: 'workflows get a token that may write',
    ja: 'ワークフローに書き込み可能なトークンが渡されます',
  }),
  references: ['https://docs.github.com/actions/security-for-github-actions/security-guides/automatic-token-authentication'],
  examples: [
    repositoryExample('write', '"workflowToken": {"default_workflow_permissions": «"write"»}', { fails: ['fails'] }),
    repositoryExample('read', '"workflowToken": {"default_workflow_permissions": "read"}'),
  ],
})
