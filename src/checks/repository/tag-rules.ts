import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { githubRepository } from '../../models/repository/github-repository.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenExample, repositoryExample } from '../repository-example.ts'

export const tagRules = defineCheck({
  id: 'repository/tag-rules',
  controls: ['release-branch-protection'],
  subject: githubRepository,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Tags cannot be moved', ja: 'タグを動かせないようにする' }),
  why: text({
    en: 'Releases, deployments and other repositories go by tags. Whoever may push moves one to other code, and everybody who uses it runs that.',
    ja: 'リリースやデプロイ、ほかのリポジトリはタグを参照します。プッシュできる人がタグを別のコードに付け替えると、利用者全員がそれを動かしてしまいます。',
  }),
  messages: { missing: text({ en: 'tags can be moved and deleted', ja: 'タグを動かしたり消したりできます' }), hidden },
  *evaluate(repository, { report, unknown }) {
    const known = repository.setting('rulesets')
    if (known.state === 'hidden') {
      yield unknown('hidden', { needs: known.needs }, { at: known.at })
      return
    }
    const isProtected = repository.entries('rulesets').some(({ value: ruleset }) => {
      const rules = new Set(listAt(ruleset, ['rules']).map((rule) => stringAt(rule, ['type'])))
      return (
        ruleset['target'] === 'tag' &&
        ruleset['enforcement'] === 'active' &&
        rules.has('deletion') &&
        (rules.has('update') || rules.has('non_fast_forward'))
      )
    })
    if (!isProtected) yield report('missing', {}, { at: known.at })
  },
  references: ['https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets'],
  examples: [
    repositoryExample('no ruleset for tags', '"rulesets": «[{"target": "branch", "enforcement": "active"}]»', { fails: ['missing'] }),
    repositoryExample(
      'a ruleset for tags',
      '"rulesets": [{"target": "tag", "enforcement": "active", "rules": [{"type": "deletion"}, {"type": "update"}]}]',
    ),
    hiddenExample('rulesets', 'metadata=read'),
  ],
})
