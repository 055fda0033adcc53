import { text } from '../../core/text.ts'
import { namesStoredAzureCredential } from '../../models/repository/azure-secret-name.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noStoredAzureCredential = repositoryEntryCheck({
  id: 'repository/no-stored-azure-credential',
  controls: ['release-oidc', 'secret-no-shared-credentials'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'No credentials of Azure are stored as secrets',
    ja: 'Azure の資格情報をシークレットに保存しない',
  }),
  why: text({
    en: 'A stored credential works from everywhere, for as long as it is valid, for whoever gets a workflow to print it. OIDC gives each run one of its own for minutes.',
    ja: '保存した資格情報は、どこからでも、期限が切れるまで、ワークフローから取り出した誰にでも使えます。OIDC なら、実行ごとに数分だけ有効なものが発行されます。',
  }),
  setting: 'actionsSecrets',
  named: 'name',
  wrong: ({ name }) => (typeof name === 'string' && namesStoredAzureCredential(name) ? ['name'] : undefined),
  fails: text({
    en: 'the secret {name} holds a long-lived credential',
    ja: 'シークレット {name} は長期間有効な資格情報です',
  }),
  references: ['https://learn.microsoft.com/azure/developer/github/connect-from-azure-openid-connect'],
  examples: [
    repositoryExample('stored', '"actionsSecrets": [{"name": «"AZURE_CREDENTIALS"»}, {"name": «"KUBECONFIG_PROD"»}]', {
      fails: ['fails', 'fails'],
    }),
    repositoryExample('others', '"actionsSecrets": [{"name": "SLACK_CHANNEL"}]'),
  ],
})
