import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const statusChecks = branchCheck({
  id: 'repository/status-checks',
  controls: ['release-branch-protection', 'build-sast'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Changes pass the automatic checks first',
    ja: '自動検査に合格した変更だけをマージする',
  }),
  why: text({
    en: 'Scans and tests that nobody has to pass stop nothing.',
    ja: '合格が必須でなければ、スキャンやテストは何も止められません。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'required_status_checks' || rule['type'] === 'workflows',
    byProtection: (protection) => valueAt(protection, ['required_status_checks']) !== undefined,
  },
  fails: text({
    en: '{branch} takes changes whose checks failed',
    ja: '{branch} に検査で不合格の変更をマージできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample(
      'a ruleset',
      '"rules": [{"type": "required_status_checks", "parameters": {"strict_required_status_checks_policy": true}}]',
    ),
    repositoryExample(
      'classic protection',
      '"rules": [],\n"protection": {"required_status_checks": {"strict": true, "contexts": ["breakwater"]}}',
    ),
  ],
})
