import { text } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { personal } from '../../models/repository/owner.ts'
import { repositoryExample } from '../repository-example.ts'
import { repositoryEntryCheck } from '../repository-setting-check.ts'

export const noDirectAdmin = repositoryEntryCheck({
  id: 'repository/no-direct-admin',
  controls: ['scm-least-privilege', 'scm-roles-by-group'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Administrators come from teams',
    ja: '管理者権限はチーム経由で与える',
  }),
  why: text({
    en: 'Rights that were given to one person stay when the person moves on, and no review of a team shows them.',
    ja: '個人に直接与えた権限は、異動や退職のあとも残り、チームの棚卸しでも見えません。',
  }),
  setting: 'collaborators',
  named: 'login',
  wrong: (person) => (valueAt(person, ['permissions', 'admin']) === true ? ['permissions', 'admin'] : undefined),
  exempt: personal,
  fails: text({
    en: '{name} administers the repository directly',
    ja: '{name} が直接の管理者になっています',
  }),
  references: ['https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories'],
  examples: [
    repositoryExample('directly', '"collaborators": [{"login": "kato", "permissions": {"admin": «true», "push": true}}]', {
      fails: ['fails'],
    }),
    repositoryExample('may push', '"collaborators": [{"login": "kato", "permissions": {"admin": false, "push": true}}]'),
  ],
})
