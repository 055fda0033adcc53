import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { environmentFileWritten } from '../../models/pipeline/environment-files.ts'

export const noUntrustedEnvironmentFile = defineCheck({
  id: 'workflow/no-untrusted-environment-file',
  controls: ['code-secure-standards'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'low',
  since: '0.1.0',
  title: text({
    en: 'Privileged workflows do not write unchecked text to GITHUB_ENV or GITHUB_PATH',
    ja: '特権を持つワークフローで、未検証の文字列を GITHUB_ENV や GITHUB_PATH に書かない',
  }),
  why: text({
    en: 'A line that an outsider gets into these files sets any variable, LD_PRELOAD for one, for all later steps.',
    ja: '外部の人がこれらのファイルに 1 行でも書き込めると、LD_PRELOAD など任意の変数を後続の全ステップに設定できます。',
  }),
  messages: {
    written: text({ en: 'the script writes computed text to {file}', ja: 'スクリプトが計算した文字列を {file} に書き込みます' }),
  },
  *evaluate(file, { report }) {
    if (!file.triggeredBy('pull_request_target', 'workflow_run', 'issue_comment')) return
    for (const step of file.steps) {
      const written = environmentFileWritten(file, step)
      if (written !== undefined) yield report('written', { file: written }, { at: [...step.path, 'run'], part: 'key' })
    }
  },
  references: ['https://securitylab.github.com/resources/github-actions-new-patterns-and-mitigations/'],
  examples: [
    {
      name: 'a computed path',
      file: '.github/workflows/ci.yml',
      source:
        'on: pull_request_target\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          TITLE: ${{ github.event.pull_request.title }}\n        «run»: echo "$TITLE" >> $GITHUB_PATH\n',
      fails: ['written'],
    },
    {
      name: 'fixed text',
      file: '.github/workflows/ci.yml',
      source:
        'on: pull_request_target\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "MODE=fast" >> "$GITHUB_ENV"\n',
    },
  ],
})
