import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { githubOrganization } from '../../models/repository/github-organization.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenOrganizationExample, organizationExample } from '../organization-example.ts'

export const singleSignOn = defineCheck({
  id: 'organization/single-sign-on',
  controls: ['scm-entra-sso-mfa'],
  subject: githubOrganization,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Members sign in with Entra ID', ja: 'メンバーは Entra ID でサインインする' }),
  why: text({
    en: 'Without single sign-on an account that was closed in the company still opens the repositories, and no Conditional Access asks where the sign-in comes from.',
    ja: 'シングルサインオンがないと、社内で無効にしたアカウントでもリポジトリを開けます。条件付きアクセスで接続元を確かめることもできません。',
  }),
  messages: {
    none: text({ en: 'the organisation has no single sign-on', ja: '組織にシングルサインオンが設定されていません' }),
    other: text({
      en: 'members sign in with {issuer}, which is not Entra ID',
      ja: 'メンバーは Entra ID ではなく {issuer} でサインインします',
    }),
    hidden,
  },
  *evaluate(organization, { report, unknown }) {
    const reason = organization.withoutEnterprisePlan
    if (reason !== undefined) return notApplicable(reason)
    const known = organization.setting('singleSignOn')
    if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
    else if (known.state === 'absent' || known.value === null) yield report('none', {}, { at: known.at })
    else {
      const issuer = stringAt(known.value, ['issuer']) ?? ''
      if (!/^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.(?:com|us))\//.test(issuer))
        yield report('other', { issuer }, { at: [...known.at, 'issuer'], severity: 'low' })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/entra/identity/saas-apps/github-tutorial'],
  examples: [
    organizationExample('none', '"organization": {"plan": {"name": "enterprise"}},\n"singleSignOn": «null»', { fails: ['none'] }),
    organizationExample('another provider', '"singleSignOn": {"issuer": «"https://idp.example/"»}', { fails: ['other'] }),
    organizationExample('Entra ID', '"singleSignOn": {"issuer": "https://sts.windows.net/11111111-1111-1111-1111-111111111111/"}'),
    organizationExample('a plan without it', '"organization": {"plan": {"name": "team"}},\n"singleSignOn": null'),
    hiddenOrganizationExample('singleSignOn', 'admin:org'),
  ],
})
