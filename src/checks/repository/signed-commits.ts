import { text } from '../../core/text.ts'
import { isEnabled } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const signedCommits = branchCheck({
  id: 'repository/signed-commits',
  controls: ['release-branch-protection'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Commits on the default branch are signed',
    ja: '既定のブランチのコミットに署名する',
  }),
  why: text({
    en: 'The author of a commit is what its maker typed. Only a signature says who made it.',
    ja: 'コミットの作者名は自由に書けます。誰が作ったかを示すのは署名だけです。',
  }),
  demand: {
    byRule: (rule) => rule['type'] === 'required_signatures',
    byProtection: (protection) => isEnabled(protection, 'required_signatures'),
  },
  fails: text({
    en: '{branch} takes commits without a signature',
    ja: '{branch} に署名のないコミットを入れられます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "required_signatures"}]'),
    repositoryExample('classic protection', '"rules": [],\n"protection": {"required_signatures": {"enabled": true}}'),
  ],
})
