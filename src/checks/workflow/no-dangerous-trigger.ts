import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'

export const noDangerousTrigger = defineCheck({
  id: 'workflow/no-dangerous-trigger',
  controls: ['release-branch-protection', 'scm-least-privilege'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Workflows do not run with secrets for strangers',
    ja: '部外者の変更に対して、シークレット付きでワークフローを動かさない',
  }),
  why: text({
    en: 'pull_request_target and workflow_run start with a token that can write and with all secrets, on the wish of anybody who opens a pull request.',
    ja: 'pull_request_target と workflow_run は、プルリクエストを開いた人が誰であっても、書き込み可能なトークンとすべてのシークレットを持って起動します。',
  }),
  messages: {
    trigger: text({
      en: '{trigger} gives a pull request of a stranger secrets and a token that can write',
      ja: '{trigger} は、部外者のプルリクエストにシークレットと書き込み可能なトークンを渡します',
    }),
  },
  *evaluate(file, { report }) {
    for (const { name } of file.triggers) {
      if (name === 'pull_request_target' || name === 'workflow_run') yield report('trigger', { trigger: name }, { at: ['on'], part: 'key' })
    }
  },
  references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  examples: [
    {
      name: 'a target trigger',
      file: '.github/workflows/ci.yml',
      source: '«on»: pull_request_target\npermissions: {}\njobs:\n  label:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: "true"\n',
      fails: ['trigger'],
    },
    {
      name: 'an ordinary trigger',
      file: '.github/workflows/ci.yml',
      source: 'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: "true"\n',
    },
  ],
})
