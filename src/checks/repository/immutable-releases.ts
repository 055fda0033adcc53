import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const immutableReleases = repositorySettingCheck({
  id: 'repository/immutable-releases',
  controls: ['release-branch-protection'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Releases cannot be changed afterwards',
    ja: 'リリースを後から変更できないようにする',
  }),
  why: text({
    en: 'Whoever takes over an account replaces the files of a release that others have come to trust.',
    ja: 'アカウントを乗っ取られると、すでに信頼されているリリースのファイルを差し替えられます。',
  }),
  setting: 'immutableReleases',
  field: ['enabled'],
  accepts: (value) => value === true,
  fails: text({
    en: 'files of a release can be replaced',
    ja: 'リリースのファイルを差し替えられます',
  }),
  references: ['https://docs.github.com/code-security/supply-chain-security/understanding-your-software-supply-chain/immutable-releases'],
  examples: [
    repositoryExample('off', '"immutableReleases": {"enabled": «false»}', { fails: ['fails'] }),
    repositoryExample('on', '"immutableReleases": {"enabled": true}'),
  ],
})
