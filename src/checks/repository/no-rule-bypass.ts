import { text } from '../../core/text.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noRuleBypass = repositoryEntryCheck({
  id: 'repository/no-rule-bypass',
  controls: ['release-branch-protection', 'scm-least-privilege'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Nobody is above the rules at all times',
    ja: '常に規則を回避できる人を作らない',
  }),
  why: text({
    en: 'Rules that administrators or apps always pass by hold for everybody but those whose accounts are worth stealing.',
    ja: '管理者やアプリがいつでも回避できる規則は、最も狙われるアカウントにだけ効きません。',
  }),
  setting: 'rulesets',
  named: 'name',
  wrong: (ruleset) => {
    const index = listAt(ruleset, ['bypass_actors']).findIndex((actor) => stringAt(actor, ['bypass_mode']) === 'always')
    return ruleset['enforcement'] !== 'active' || index === -1 ? undefined : ['bypass_actors', index, 'bypass_mode']
  },
  fails: text({
    en: 'somebody may always bypass the ruleset {name}',
    ja: 'ルールセット {name} を常に回避できる人がいます',
  }),
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository',
  ],
  examples: [
    repositoryExample(
      'always',
      '"rulesets": [{"name": "main", "enforcement": "active", "bypass_actors": [{"actor_type": "Team", "bypass_mode": «"always"»}]}]',
      { fails: ['fails'] },
    ),
    repositoryExample(
      'for pull requests only',
      '"rulesets": [{"name": "main", "enforcement": "active", "bypass_actors": [{"actor_type": "Team", "bypass_mode": "pull_request"}]}]',
    ),
  ],
})
