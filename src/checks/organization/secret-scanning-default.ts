import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { githubOrganization } from '../../models/repository/github-organization.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenOrganizationExample, organizationExample } from '../organization-example.ts'

const demanded = ['secret_scanning', 'secret_scanning_push_protection'] as const

export const secretScanningDefault = defineCheck({
  id: 'organization/secret-scanning-default',
  controls: ['build-secret-scan', 'scm-pre-commit-secrets'],
  subject: githubOrganization,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'New repositories start with secret scanning and push protection',
    ja: '新しいリポジトリでは最初からシークレットスキャンとプッシュ保護を有効にする',
  }),
  why: text({
    en: 'A repository that nobody has set up yet is where the first key is pushed to.',
    ja: '最初に鍵がプッシュされるのは、まだ誰も設定していないリポジトリです。',
  }),
  messages: {
    none: text({
      en: 'no security configuration holds for new repositories',
      ja: '新しいリポジトリに適用されるセキュリティ構成がありません',
    }),
    off: text({ en: '{setting} is off in new {visibility} repositories', ja: '新しい {visibility} リポジトリで {setting} が無効です' }),
    hidden,
  },
  *evaluate(organization, { report, unknown }) {
    const known = organization.setting('securityDefaults')
    if (known.state === 'hidden') {
      yield unknown('hidden', { needs: known.needs }, { at: known.at })
      return
    }
    const defaults = organization.entries('securityDefaults').filter(({ value }) => value['default_for_new_repos'] !== 'none')
    if (defaults.length === 0) yield report('none', {}, { at: known.at })
    for (const { value, path } of defaults) {
      for (const setting of demanded) {
        const at = [...path, 'configuration', setting]
        if (stringAt(value, ['configuration', setting]) !== 'enabled')
          yield report('off', { setting, visibility: stringAt(value, ['default_for_new_repos']) ?? '' }, { at })
      }
    }
  },
  references: [
    'https://docs.github.com/code-security/securing-your-organization/enabling-security-features-in-your-organization/applying-the-github-recommended-security-configuration-in-your-organization',
  ],
  examples: [
    organizationExample('none', '"securityDefaults": «[]»', { fails: ['none'] }),
    organizationExample(
      'without push protection',
      '"securityDefaults": [{"default_for_new_repos": "all", "configuration": {"secret_scanning": "enabled", "secret_scanning_push_protection": «"disabled"»}}]',
      { fails: ['off'] },
    ),
    organizationExample(
      'with both',
      '"securityDefaults": [{"default_for_new_repos": "all", "configuration": {"secret_scanning": "enabled", "secret_scanning_push_protection": "enabled"}}]',
    ),
    hiddenOrganizationExample('securityDefaults', 'organization_administration=read'),
  ],
})
