import { text } from '../../core/text.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const readOnlyDeployKeys = repositoryEntryCheck({
  id: 'repository/read-only-deploy-keys',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Deploy keys read only',
    ja: 'デプロイキーは読み取り専用にする',
  }),
  why: text({
    en: 'A key that may write pushes past the person behind it: it has no second factor, no team and no end.',
    ja: '書き込めるキーは、誰のものとも分からないままプッシュでき、二要素認証も期限もありません。',
  }),
  setting: 'deployKeys',
  named: 'title',
  wrong: ({ read_only: readOnly }) => (readOnly === false ? ['read_only'] : undefined),
  fails: text({
    en: 'the deploy key {name} may write',
    ja: 'デプロイキー {name} で書き込めます',
  }),
  references: ['https://docs.github.com/authentication/connecting-to-github-with-ssh/managing-deploy-keys'],
  examples: [
    repositoryExample('writes', '"deployKeys": [{"title": "flux", "read_only": «false»}]', { fails: ['fails'] }),
    repositoryExample('reads', '"deployKeys": [{"title": "flux", "read_only": true}]'),
  ],
})
