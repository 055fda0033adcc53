import { defineCheck } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { actionOf } from '../../models/pipeline/pipeline-file.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'

export const noPersistedCredentials = defineCheck({
  id: 'workflow/no-persisted-credentials',
  controls: ['secret-none-in-code', 'scm-least-privilege'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'Checkout does not leave the token on disk', ja: 'チェックアウトでトークンをディスクに残さない' }),
  why: text({
    en: 'The token stays in .git/config, where every later step can read it and from where it gets into artifacts that contain the folder.',
    ja: 'トークンは .git/config に残り、後続のステップから読めるほか、フォルダーを含む成果物にも入ります。',
  }),
  messages: {
    persisted: text({
      en: 'checkout leaves the token on disk; set persist-credentials to false',
      ja: 'チェックアウト後もトークンがディスクに残ります。persist-credentials を false にしてください',
    }),
    asked: text({ en: 'persistCredentials leaves the token on disk', ja: 'persistCredentials により、トークンがディスクに残ります' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      // Azure Pipelines takes the token away unless it is told not to.
      if (step.value['checkout'] !== undefined && step.value['persistCredentials'] === true) {
        const edits = [remove([...step.path, 'persistCredentials'])]
        const title = text({ en: 'take persistCredentials away', ja: 'persistCredentials を取り除く' })
        yield report('asked', {}, { at: [...step.path, 'persistCredentials'], part: 'key', fix: { title, safety: 'review', edits } })
      }
      if (actionOf(step) !== 'actions/checkout') continue
      const given = step.with['persist-credentials']
      // Where it is asked for, somebody needs it; an expression decides at run time.
      if (given !== undefined) continue
      const fix = {
        title: text({ en: 'set persist-credentials to false', ja: 'persist-credentials を false にする' }),
        safety: 'review',
        edits: [set([...step.path, 'with', 'persist-credentials'], false)],
      } as const
      yield report('persisted', {}, { at: step.path, part: 'key', fix })
    }
  },
  references: ['https://github.com/actions/checkout#usage'],
  examples: [
    {
      name: 'the default',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - «uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683»\n',
      fails: ['persisted'],
      fixed:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          persist-credentials: false\n',
    },
    {
      name: 'switched off, or wanted',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          persist-credentials: false\n      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          persist-credentials: true\n',
    },
    {
      name: 'asked for in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - checkout: self
    «persistCredentials»: true
  - checkout: none
`,
      fails: ['asked'],
      fixed: `trigger: [main]
steps:
  - checkout: self
  - checkout: none
`,
    },
  ],
})
