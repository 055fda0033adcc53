import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { environmentVariables } from '../../models/pipeline/environments.ts'

export const noInsecureCommands = defineCheck({
  id: 'workflow/no-insecure-commands',
  controls: ['code-secure-standards'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Insecure workflow commands stay switched off', ja: '危険なワークフローコマンドを有効にしない' }),
  why: text({
    en: 'With them anything that prints to the log can set variables and paths of later steps.',
    ja: '有効にすると、ログに出力するものなら何でも、後続ステップの変数やパスを設定できます。',
  }),
  messages: {
    allowed: text({ en: 'ACTIONS_ALLOW_UNSECURE_COMMANDS is switched on', ja: 'ACTIONS_ALLOW_UNSECURE_COMMANDS が有効です' }),
  },
  *evaluate(file, { report }) {
    for (const { name, value, path } of environmentVariables(file)) {
      if (name !== 'ACTIONS_ALLOW_UNSECURE_COMMANDS') continue
      if (value === true || (typeof value === 'string' && value.trim() === 'true'))
        yield report('allowed', {}, { at: path.slice(0, -1), part: 'key' })
    }
  },
  references: ['https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/'],
  examples: [
    {
      name: 'switched on',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  a:\n    «env»:\n      ACTIONS_ALLOW_UNSECURE_COMMANDS: "true"\n    runs-on: ubuntu-24.04\n    steps: []\n',
      fails: ['allowed'],
    },
    {
      name: 'switched off',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\nenv:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: false\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: []\n',
    },
  ],
})
