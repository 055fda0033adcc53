import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const noBranchDeletion = branchCheck({
  id: 'repository/no-branch-deletion',
  controls: ['release-branch-protection'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The default branch cannot be deleted',
    ja: '既定のブランチを削除させない',
  }),
  why: text({
    en: 'With the branch goes its protection; one of the same name can then be made without it.',
    ja: 'ブランチを消すと保護も外れ、同じ名前のブランチを保護なしで作り直せます。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'deletion',
    // Protection forbids it unless it is allowed.
    byProtection: (protection) => valueAt(protection, ['allow_deletions', 'enabled']) !== true,
  },
  fails: text({
    en: '{branch} can be deleted',
    ja: '{branch} を削除できます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "deletion"}]'),
    repositoryExample('classic protection', '"rules": [],\n"protection": {"allow_deletions": {"enabled": false}}'),
  ],
})
