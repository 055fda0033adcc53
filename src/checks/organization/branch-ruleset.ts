import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isObject, listAt, stringAt, type JsonObject } from '../../models/kubernetes/json.ts'
import { githubOrganization } from '../../models/repository/github-organization.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenOrganizationExample, organizationExample } from '../organization-example.ts'

export const branchRuleset = defineCheck({
  id: 'organization/branch-ruleset',
  controls: ['scm-no-direct-push', 'release-branch-protection'],
  subject: githubOrganization,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A ruleset of the organisation demands pull requests everywhere',
    ja: '組織のルールセットで、全リポジトリにプルリクエストを必須にする',
  }),
  why: text({
    en: 'What each repository sets for itself, each repository can leave out. A rule of the organisation holds for those that will be made tomorrow too.',
    ja: 'リポジトリごとの設定は、リポジトリごとに抜け落ちます。組織のルールなら、明日作られるリポジトリにも適用されます。',
  }),
  messages: {
    none: text({
      en: 'no active ruleset of the organisation demands pull requests on default branches',
      ja: '既定のブランチにプルリクエストを求める、有効な組織ルールセットがありません',
    }),
    hidden,
  },
  *evaluate(organization, { report, unknown }) {
    const plan = organization.get('organization', 'plan', 'name')
    if (plan === 'free')
      return notApplicable(text({ en: 'rulesets of organisations need GitHub Team', ja: '組織のルールセットには GitHub Team が必要です' }))
    const known = organization.setting('rulesets')
    if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
    else if (!organization.entries('rulesets').some(({ value }) => demandsPullRequests(value))) yield report('none', {}, { at: known.at })
    return undefined
  },
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/creating-rulesets-for-repositories-in-your-organization',
  ],
  examples: [
    organizationExample(
      'one on trial, one for tags',
      '"rulesets": «[\n  {"name": "main", "target": "branch", "enforcement": "evaluate", "rules": [{"type": "pull_request"}]},\n  {"name": "tags", "target": "tag", "enforcement": "active", "rules": [{"type": "deletion"}]}\n]»',
      { fails: ['none'] },
    ),
    organizationExample(
      'an active one',
      '"rulesets": [{"name": "main", "target": "branch", "enforcement": "active", "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"]}}, "rules": [{"type": "pull_request"}]}]',
    ),
    hiddenOrganizationExample('rulesets', 'organization_administration=read'),
  ],
})

function demandsPullRequests(ruleset: JsonObject): boolean {
  const refs = listAt(ruleset, ['conditions', 'ref_name', 'include'])
  return (
    ruleset['enforcement'] === 'active' &&
    (ruleset['target'] ?? 'branch') === 'branch' &&
    (refs.length === 0 || refs.some((ref) => ref === '~DEFAULT_BRANCH' || ref === '~ALL')) &&
    listAt(ruleset, ['rules']).some((rule) => isObject(rule) && stringAt(rule, ['type']) === 'pull_request')
  )
}
