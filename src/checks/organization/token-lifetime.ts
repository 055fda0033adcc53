import { text } from '../../core/text.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationEntryCheck } from '../organization-setting-check.ts'

export const tokenLifetime = organizationEntryCheck({
  id: 'organization/token-lifetime',
  controls: ['scm-least-privilege', 'secret-rotation'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Personal access tokens expire within 90 days',
    ja: '個人用アクセストークンは 90 日以内に失効させる',
  }),
  why: text({
    en: 'A token that nobody uses any more still opens every repository that it was made for, from wherever it was copied to.',
    ja: '使われなくなったトークンも、どこに複製されていようと、作成時に許可したリポジトリをいつまでも開けられます。',
  }),
  setting: 'accessTokens',
  named: 'token_name',
  wrong: ({ token_expires_at: expires, access_granted_at: granted }) => {
    if (typeof expires !== 'string') return ['token_expires_at']
    const days = (Date.parse(expires) - Date.parse(typeof granted === 'string' ? granted : '')) / 86_400_000
    return days > 90 ? ['token_expires_at'] : undefined
  },
  fails: text({
    en: 'the token {name} is valid for more than 90 days',
    ja: 'トークン {name} は 90 日を超えて有効です',
  }),
  references: [
    'https://docs.github.com/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization',
  ],
  examples: [
    organizationExample(
      'for ever, for a year',
      '"accessTokens": [\n  {"token_name": "sync", "token_expires_at": «null»},\n  {"token_name": "ci", "access_granted_at": "2026-01-01T00:00:00Z", "token_expires_at": «"2027-01-01T00:00:00Z"»}\n]',
      { fails: ['fails', 'fails'] },
    ),
    organizationExample(
      'for a month',
      '"accessTokens": [{"token_name": "ci", "access_granted_at": "2026-09-01T00:00:00Z", "token_expires_at": "2026-10-01T00:00:00Z"}]',
    ),
  ],
})
