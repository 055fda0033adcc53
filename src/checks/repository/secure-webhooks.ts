import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const secureWebhooks = repositoryEntryCheck({
  id: 'repository/secure-webhooks',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Webhooks are verified and encrypted',
    ja: 'Webhook を暗号化し、検証できるようにする',
  }),
  why: text({
    en: 'Without a secret, anybody who knows the address sends events that look like those of GitHub; without TLS, anybody on the way reads and changes them.',
    ja: 'シークレットがないと、アドレスを知る誰もが GitHub を装ったイベントを送れます。TLS がないと、経路上で読まれ、書き換えられます。',
  }),
  setting: 'webhooks',
  named: 'name',
  wrong: (hook) => {
    if (stringAt(hook, ['config', 'insecure_ssl']) === '1') return ['config', 'insecure_ssl']
    if (stringAt(hook, ['config', 'url'])?.startsWith('http:') === true) return ['config', 'url']
    return (stringAt(hook, ['config', 'secret']) ?? '') === '' ? ['config', 'secret'] : undefined
  },
  fails: text({
    en: 'the webhook {name} is not verified or not encrypted',
    ja: 'Webhook {name} が検証または暗号化されていません',
  }),
  references: ['https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks'],
  examples: [
    repositoryExample(
      'no verification, no encryption, no secret',
      '"webhooks": [{"name": "web", "config": {"url": "https://a.example", "insecure_ssl": «"1"», "secret": "********"}}, {"name": "web", "config": {"url": «"http://a.example"», "secret": "********"}}, {"name": "web", "config": {"url": "https://a.example", "secret": «""»}}]',
      { fails: ['fails', 'fails', 'fails'] },
    ),
    repositoryExample(
      'all of them',
      '"webhooks": [{"name": "web", "config": {"url": "https://a.example", "insecure_ssl": "0", "secret": "********"}}]',
    ),
  ],
})
