import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const noForcePush = branchCheck({
  id: 'repository/no-force-push',
  controls: ['release-branch-protection', 'scm-no-direct-push'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'The history of the default branch cannot be rewritten',
    ja: '既定のブランチの履歴を書き換えさせない',
  }),
  why: text({
    en: 'A forced push removes reviewed commits and slips in others, and leaves no trace in the history.',
    ja: '強制プッシュで、レビュー済みのコミットを消し、別のものに差し替えられます。履歴に痕跡は残りません。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'non_fast_forward',
    // Protection forbids it unless it is allowed.
    byProtection: (protection) => valueAt(protection, ['allow_force_pushes', 'enabled']) !== true,
  },
  fails: text({
    en: '{branch} can be overwritten by a forced push',
    ja: '{branch} を強制プッシュで上書きできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "non_fast_forward"}]'),
    repositoryExample('classic protection', '"rules": [],\n"protection": {"allow_force_pushes": {"enabled": false}}'),
  ],
})
