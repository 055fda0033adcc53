import { text } from '../../core/text.ts'
import { isEnabled } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const linearHistory = branchCheck({
  id: 'repository/linear-history',
  controls: ['release-branch-protection', 'scm-branching-method'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'The history of the default branch is linear',
    ja: '既定のブランチの履歴を一直線に保つ',
  }),
  why: text({
    en: 'In a linear history every state was reviewed and built, and the one that brought a weakness is found and reverted at once.',
    ja: '一直線の履歴では、どの時点もレビューとビルドを経ています。弱点を持ち込んだ変更をすぐに見つけて戻せます。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'required_linear_history',
    byProtection: (protection) => isEnabled(protection, 'required_linear_history'),
  },
  fails: text({
    en: '{branch} takes merge commits',
    ja: '{branch} にマージコミットを入れられます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "required_linear_history"}]'),
    repositoryExample('classic protection', '"rules": [],\n"protection": {"required_linear_history": {"enabled": true}}'),
  ],
})
