import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const privateReporting = repositorySettingCheck({
  id: 'repository/private-reporting',
  controls: ['build-dependency-alerts'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Weaknesses can be reported in private',
    ja: '脆弱性を非公開で報告できるようにする',
  }),
  why: text({
    en: 'Without a private way, whoever finds a weakness opens a public issue, or says nothing.',
    ja: '非公開の窓口がないと、発見者は公開の Issue に書くか、黙っているしかありません。',
  }),
  setting: 'privateReporting',
  field: ['enabled'],
  accepts: (value) => value === true,
  exempt: (repository) =>
    repository.isPublic
      ? undefined
      : text({ en: 'only public repositories take reports', ja: '報告を受けられるのは公開リポジトリだけです' }),
  fails: text({
    en: 'private vulnerability reporting is off',
    ja: '非公開の脆弱性報告が無効です',
  }),
  references: [
    'https://docs.github.com/code-security/security-advisories/working-with-repository-security-advisories/configuring-private-vulnerability-reporting-for-a-repository',
  ],
  examples: [
    repositoryExample('off', '"repository": {"visibility": "public"},\n"privateReporting": {"enabled": «false»}', { fails: ['fails'] }),
    repositoryExample('on, and not public', '"repository": {"visibility": "private"},\n"privateReporting": {"enabled": false}'),
  ],
})
