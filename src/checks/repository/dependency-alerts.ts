import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositorySettingCheck } from '../repository-setting-check.ts'

export const dependencyAlerts = repositorySettingCheck({
  id: 'repository/dependency-alerts',
  controls: ['build-dependency-alerts', 'build-sca'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'GitHub warns of vulnerable dependencies',
    ja: '脆弱な依存関係の警告を有効にする',
  }),
  why: text({
    en: 'Most of what is deployed was written elsewhere, and its weaknesses become known after the merge.',
    ja: 'デプロイされるコードの大半は外部のもので、その脆弱性はマージのあとに判明します。',
  }),
  setting: 'dependencyAlerts',
  field: ['enabled'],
  accepts: (value) => value === true,
  fails: text({
    en: 'Dependabot alerts are off',
    ja: 'Dependabot アラートが無効です',
  }),
  references: ['https://docs.github.com/code-security/dependabot/dependabot-alerts/about-dependabot-alerts'],
  examples: [
    repositoryExample('off', '"dependencyAlerts": {"enabled": «false»}', { fails: ['fails'] }),
    repositoryExample('on', '"dependencyAlerts": {"enabled": true}'),
  ],
})
