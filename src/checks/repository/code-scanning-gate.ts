import { text } from '../../core/text.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const codeScanningGate = branchCheck({
  id: 'repository/code-scanning-gate',
  controls: ['build-sast', 'release-branch-protection'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Findings of code scanning block the merge',
    ja: 'コードスキャンの指摘があればマージしない',
  }),
  why: text({
    en: 'A scan that only reports leaves the weakness in the branch and the work to whoever reads the list.',
    ja: '報告するだけのスキャンでは、弱点がブランチに入り、一覧を見た人任せになります。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'code_scanning',
    byProtection: () => false,
  },
  fails: text({
    en: '{branch} takes changes whatever code scanning finds',
    ja: '{branch} に、コードスキャンの結果にかかわらずマージできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample(
      'a ruleset',
      '"rules": [{"type": "code_scanning", "parameters": {"code_scanning_tools": [{"tool": "CodeQL", "security_alerts_threshold": "high_or_higher"}]}}]',
    ),
  ],
})
