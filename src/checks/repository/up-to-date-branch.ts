import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { parameterOf } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const upToDateBranch = branchCheck({
  id: 'repository/up-to-date-branch',
  controls: ['release-branch-protection'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'What was checked is what is merged',
    ja: '検査した内容をそのままマージする',
  }),
  why: text({
    en: 'Checks that ran on an older base say nothing about the merge: two changes that pass alone can fail together.',
    ja: '古いベースで行った検査では、マージ後のことは分かりません。単独では合格する二つの変更が、合わさると壊れることがあります。',
  }),
  demand: {
    byRule: (rule) =>
      parameterOf(rule, 'required_status_checks', 'strict_required_status_checks_policy') === true || rule['type'] === 'merge_queue',
    byProtection: (protection) => valueAt(protection, ['required_status_checks', 'strict']) === true,
  },
  fails: text({
    en: '{branch} takes changes that were checked on an older base',
    ja: '{branch} に古いベースで検査した変更をマージできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "merge_queue"}]'),
    repositoryExample('classic protection', '"rules": [],\n"protection": {"required_status_checks": {"strict": true}}'),
  ],
})
