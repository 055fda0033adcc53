import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const pushProtection = repositorySettingCheck({
  id: 'repository/push-protection',
  controls: ['scm-pre-commit-secrets', 'build-secret-scan'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Pushes that hold a secret are refused',
    ja: 'シークレットを含むプッシュを拒む',
  }),
  why: text({
    en: 'Once pushed, a secret is in every clone and has to be replaced. Push protection stops it before.',
    ja: '一度プッシュすると、シークレットはすべてのクローンに残り、取り替えが必要です。プッシュ保護ならその前に止められます。',
  }),
  setting: 'repository',
  field: ['security_and_analysis', 'secret_scanning_push_protection', 'status'],
  accepts: (value) => value === 'enabled',
  shownWith: 'administration=read',
  fails: text({
    en: 'push protection is off',
    ja: 'プッシュ保護が無効です',
  }),
  references: ['https://docs.github.com/code-security/secret-scanning/introduction/about-push-protection'],
  examples: [
    repositoryExample('off', '"repository": {"security_and_analysis": {"secret_scanning_push_protection": {"status": «"disabled"»}}}', {
      fails: ['fails'],
    }),
    repositoryExample('on', '"repository": {"security_and_analysis": {"secret_scanning_push_protection": {"status": "enabled"}}}'),
  ],
})
