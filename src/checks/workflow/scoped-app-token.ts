import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { actionOf, inputOf } from '../../models/pipeline/pipeline-file.ts'

export const scopedAppToken = defineCheck({
  id: 'workflow/scoped-app-token',
  controls: ['scm-least-privilege'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Tokens of GitHub Apps are narrow and short-lived', ja: 'GitHub App のトークンは範囲を絞り、使い終えたら失効させる' }),
  why: text({
    en: 'Without a list of repositories and permissions the token may do everything that the app may, everywhere that it is installed.',
    ja: 'リポジトリと権限を指定しないと、トークンはアプリの全権限を、インストールされたすべての場所で使えます。',
  }),
  messages: {
    unrevoked: text({ en: 'the token is not revoked when the job ends', ja: 'ジョブの終了後もトークンが失効しません' }),
    everywhere: text({ en: 'the token holds for every repository of {owner}', ja: 'トークンは {owner} のすべてのリポジトリで使えます' }),
    everything: text({ en: 'the token has all permissions of the app', ja: 'トークンはアプリのすべての権限を持ちます' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      if (actionOf(step) !== 'actions/create-github-app-token') continue
      const { with: inputs, path } = step
      const revoke = inputs['skip-token-revoke']
      if (revoke !== undefined && revoke !== false && revoke !== 'false' && revoke !== '')
        yield report('unrevoked', {}, { at: [...path, 'with', 'skip-token-revoke'], part: 'key' })
      const permissions = Object.keys(inputs).filter((name) => name.startsWith('permission-'))
      if (permissions.length === 0) yield report('everything', {}, { at: [...path, 'uses'] })
      // Permissions on members and the like are not about repositories.
      const aboutRepositories = permissions.length === 0 || permissions.some((name) => !/^permission-(?:members|organization-)/.test(name))
      if (inputs['owner'] !== undefined && inputs['repositories'] === undefined && aboutRepositories)
        yield report('everywhere', { owner: inputOf(step, 'owner') }, { at: [...path, 'with', 'owner'], part: 'key' })
    }
  },
  references: ['https://github.com/actions/create-github-app-token'],
  examples: [
    {
      name: 'wide and lasting',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: «actions/create-github-app-token@11bd71901bbe5b1630ceea73d27597364c9af683»\n        with:\n          app-id: 1\n          «owner»: contoso\n          «skip-token-revoke»: true\n',
      fails: ['everything', 'everywhere', 'unrevoked'],
    },
    {
      name: 'narrow',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/create-github-app-token@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          app-id: 1\n          owner: contoso\n          repositories: shop\n          permission-contents: read\n',
    },
  ],
})
