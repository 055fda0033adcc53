import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { organizationExample } from '../organization-example.ts'
import { organizationEntryCheck } from '../organization-setting-check.ts'

export const narrowApps = organizationEntryCheck({
  id: 'organization/narrow-apps',
  controls: ['scm-least-privilege'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Installed apps cannot change administration or workflows',
    ja: 'インストールした GitHub App に管理やワークフローの変更を許さない',
  }),
  why: text({
    en: 'An app that may write workflows or settings can take every secret of the organisation, and so can whoever takes over the app.',
    ja: 'ワークフローや設定を書き換えられるアプリは、組織のすべてのシークレットに手が届きます。アプリを乗っ取った人も同じです。',
  }),
  setting: 'installations',
  named: 'app_slug',
  wrong: ({ permissions }) => {
    const field = ['administration', 'organization_administration', 'workflows'].find((name) => stringAt(permissions, [name]) === 'write')
    return field === undefined ? undefined : ['permissions', field]
  },
  fails: text({
    en: 'the app {name} may change administration or workflows',
    ja: 'アプリ {name} が管理設定またはワークフローを変更できます',
  }),
  references: ['https://docs.github.com/apps/using-github-apps/reviewing-and-modifying-installed-github-apps'],
  examples: [
    organizationExample(
      'one that may',
      '"installations": [{"app_slug": "sync", "permissions": {"contents": "read", "workflows": «"write"»}}]',
      { fails: ['fails'] },
    ),
    organizationExample('narrow', '"installations": [{"app_slug": "sync", "permissions": {"contents": "write"}}]'),
  ],
})
