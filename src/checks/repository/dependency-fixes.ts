import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const dependencyFixes = repositorySettingCheck({
  id: 'repository/dependency-fixes',
  controls: ['build-dependency-alerts'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Vulnerable dependencies are updated by pull request',
    ja: '脆弱な依存関係をプルリクエストで更新する',
  }),
  why: text({
    en: 'A warning becomes a fix sooner when the change is there to be merged.',
    ja: '修正のプルリクエストが用意されていれば、警告への対応が早くなります。',
  }),
  setting: 'dependencyFixes',
  field: ['enabled'],
  accepts: (value) => value === true,
  fails: text({
    en: 'Dependabot security updates are off',
    ja: 'Dependabot のセキュリティ更新が無効です',
  }),
  references: ['https://docs.github.com/code-security/dependabot/dependabot-security-updates/about-dependabot-security-updates'],
  examples: [
    repositoryExample('off', '"dependencyFixes": {"enabled": «false», "paused": false}', { fails: ['fails'] }),
    repositoryExample('on', '"dependencyFixes": {"enabled": true, "paused": false}'),
  ],
})
