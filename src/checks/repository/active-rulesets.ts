import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const activeRulesets = repositoryEntryCheck({
  id: 'repository/active-rulesets',
  controls: ['release-branch-protection'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Rulesets are enforced',
    ja: 'ルールセットを有効にする',
  }),
  why: text({
    en: 'A ruleset that is disabled or on trial looks like protection on the page of settings, and stops nothing.',
    ja: '無効または評価中のルールセットは、設定画面では保護に見えても、何も止めません。',
  }),
  setting: 'rulesets',
  named: 'name',
  wrong: ({ enforcement }) => (enforcement === 'active' ? undefined : ['enforcement']),
  fails: text({
    en: 'the ruleset {name} is not enforced',
    ja: 'ルールセット {name} が有効ではありません',
  }),
  references: ['https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets'],
  examples: [
    repositoryExample('on trial', '"rulesets": [{"name": "main", "enforcement": «"evaluate"»}]', { fails: ['fails'] }),
    repositoryExample('active', '"rulesets": [{"name": "main", "enforcement": "active"}]'),
  ],
})
