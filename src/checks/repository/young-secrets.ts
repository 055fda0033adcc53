import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const youngSecrets = repositoryEntryCheck({
  id: 'repository/young-secrets',
  controls: ['secret-rotation'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Secrets of workflows are changed within a year',
    ja: 'ワークフローのシークレットを 1 年以内に更新する',
  }),
  why: text({
    en: 'The longer a secret stays, the more people, forks and logs have seen it.',
    ja: '長く使うほど、そのシークレットに触れた人、フォーク、ログが増えます。',
  }),
  setting: 'actionsSecrets',
  named: 'name',
  wrong: ({ updated_at: updated }, { readAt }) =>
    typeof updated === 'string' && readAt !== undefined && readAt - Date.parse(updated) > 365 * 24 * 60 * 60 * 1000
      ? ['updated_at']
      : undefined,
  fails: text({
    en: 'the secret {name} is older than a year',
    ja: 'シークレット {name} は 1 年以上更新されていません',
  }),
  references: ['https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions'],
  examples: [
    repositoryExample('old', '"actionsSecrets": [{"name": "SIGNING", "updated_at": «"2024-01-10T14:59:22Z"»}]', { fails: ['fails'] }),
    repositoryExample('new', '"actionsSecrets": [{"name": "SIGNING", "updated_at": "2026-09-10T14:59:22Z"}]'),
  ],
})
