import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const reviewedBypass = repositorySettingCheck({
  id: 'repository/reviewed-bypass',
  controls: ['scm-pre-commit-secrets'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Passing by push protection needs an approval',
    ja: 'プッシュ保護の回避に承認を求める',
  }),
  why: text({
    en: 'Whoever meets the protection can otherwise click it away with one of three reasons.',
    ja: '承認を求めなければ、プッシュした本人が三択の理由を選ぶだけで保護を回避できます。',
  }),
  setting: 'repository',
  field: ['security_and_analysis', 'secret_scanning_delegated_bypass', 'status'],
  accepts: (value) => value === 'enabled',
  shownWith: 'administration=read',
  fails: text({
    en: 'push protection can be bypassed without approval',
    ja: 'プッシュ保護を承認なしで回避できます',
  }),
  references: [
    'https://docs.github.com/code-security/secret-scanning/using-advanced-secret-scanning-and-push-protection-features/delegated-bypass-for-push-protection',
  ],
  examples: [
    repositoryExample('off', '"repository": {"security_and_analysis": {"secret_scanning_delegated_bypass": {"status": «"disabled"»}}}', {
      fails: ['fails'],
    }),
    repositoryExample('on', '"repository": {"security_and_analysis": {"secret_scanning_delegated_bypass": {"status": "enabled"}}}'),
  ],
})
