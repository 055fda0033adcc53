import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { permissionsOf } from '../../models/pipeline/permissions.ts'

export const leastPermissions = defineCheck({
  id: 'workflow/least-permissions',
  controls: ['scm-least-privilege'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'The token of a workflow may do only what the workflow needs',
    ja: 'ワークフローのトークンには必要な権限だけを与える',
  }),
  why: text({
    en: 'Any step of a job, and every action that it calls, can use the token. Where nothing is said the default of the repository holds, which may be write access to everything.',
    ja: 'トークンはジョブのどのステップでも、呼び出すどのアクションでも使えます。指定がなければリポジトリの既定が適用され、全体への書き込み権限になることもあります。',
  }),
  messages: {
    unset: text({
      en: 'no permissions are set for job {job}, so those of the repository hold',
      ja: 'ジョブ {job} に permissions がなく、リポジトリの既定の権限が使われます',
    }),
    all: text({ en: '{permissions} is more than a job needs', ja: '{permissions} はジョブに必要な範囲を超えています' }),
    every: text({
      en: '{scope}: write holds for all jobs; give it to the job that needs it',
      ja: '{scope}: write が全ジョブに与えられています。必要なジョブだけに与えてください',
    }),
  },
  *evaluate(file, { report }) {
    if (file.form === 'action') return
    const whole = file.get(['permissions'])
    const used = file.jobs.some(({ value }) => value['permissions'] === undefined)
    if ((whole === 'write-all' || whole === 'read-all') && used)
      yield report('all', { permissions: whole }, { at: ['permissions'], part: 'key', severity: whole === 'write-all' ? 'high' : 'medium' })
    else if (isObject(whole) && file.jobs.length > 1) {
      for (const [scope, access] of Object.entries(whole))
        if (access === 'write') yield report('every', { scope }, { at: ['permissions', scope], part: 'key', severity: 'medium' })
    }
    for (const job of file.jobs) {
      const { permissions } = job.value
      if (permissions === 'write-all' || permissions === 'read-all') {
        yield report(
          'all',
          { permissions },
          { at: [...job.path, 'permissions'], part: 'key', severity: permissions === 'write-all' ? 'high' : 'medium' },
        )
      } else if (permissionsOf(file, job) === undefined)
        yield report('unset', { job: job.id }, { at: job.path, part: 'key', confidence: 'medium' })
    }
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#modifying-the-permissions-for-the-github_token',
  ],
  examples: [
    {
      name: 'nothing said, too much said',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\njobs:\n  «build»:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n  release:\n    «permissions»: write-all\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make release\n',
      fails: ['unset', 'all'],
    },
    {
      name: 'for all jobs',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions:\n  contents: read\n  «packages»: write\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: []\n  b:\n    runs-on: ubuntu-24.04\n    steps: []\n',
      fails: ['every'],
    },
    {
      name: 'what the job needs',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  release:\n    permissions:\n      contents: write\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make release\n',
    },
  ],
})
