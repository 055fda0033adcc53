import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noPublicRunner = repositoryEntryCheck({
  id: 'repository/no-public-runner',
  controls: ['scm-least-privilege'],
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'Public repositories have no runners of their own',
    ja: '公開リポジトリで自前のランナーを使わない',
  }),
  why: text({
    en: 'Whoever opens a pull request runs code on the runner, inside the network that it stands in, and can stay there.',
    ja: 'プルリクエストを開いた誰もが、ランナーのある内部ネットワークでコードを動かし、居座ることができます。',
  }),
  setting: 'runners',
  named: 'name',
  wrong: (runner, repository) => (repository.isPublic && runner['ephemeral'] !== true ? ['name'] : undefined),
  fails: text({
    en: '{name} serves a public repository',
    ja: '{name} が公開リポジトリで使われています',
  }),
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#hardening-for-self-hosted-runners',
  ],
  examples: [
    repositoryExample('a runner', '"repository": {"visibility": "public"},\n"runners": [{"name": «"build-1"», "ephemeral": false}]', {
      fails: ['fails'],
    }),
    repositoryExample('ephemeral', '"repository": {"visibility": "public"},\n"runners": [{"name": "build-2", "ephemeral": true}]'),
  ],
})
