import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { neverRuns } from '../../models/pipeline/conditions.ts'
import { actionOf, inputOf } from '../../models/pipeline/pipeline-file.ts'
import { versionInputs } from '../../models/pipeline/tool-installers.ts'

export const pinnedTools = defineCheck({
  id: 'workflow/pinned-tools',
  controls: ['build-sca'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Actions that install a tool install a fixed version of it', ja: 'ツールを入れるアクションではバージョンを固定する' }),
  why: text({
    en: 'The action is pinned and still fetches whatever version of the tool is newest that day.',
    ja: 'アクションを固定しても、その日の最新版のツールが取得されてしまいます。',
  }),
  messages: {
    unset: text({ en: '{action} installs the newest version', ja: '{action} は最新版をインストールします' }),
    moving: text({ en: '{version} is no fixed version', ja: '{version} は固定されたバージョンではありません' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      const action = actionOf(step)
      const input = action === undefined ? undefined : versionInputs[action]
      if (action === undefined || input === undefined || neverRuns(file, step)) continue
      const version = inputOf(step, input)
      const at = [...step.path, 'with', input]
      if (version === '') yield report('unset', { action }, { at: [...step.path, 'uses'] })
      else if (version === 'latest' || version === 'stable') yield report('moving', { version }, { at, part: 'key' })
      else if (version.includes('${{')) yield report('moving', { version }, { at, part: 'key', confidence: 'low' })
    }
  },
  references: ['https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions'],
  examples: [
    {
      name: 'the newest',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: «azure/setup-kubectl@11bd71901bbe5b1630ceea73d27597364c9af683»\n      - uses: azure/setup-helm@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          «version»: latest\n',
      fails: ['unset', 'moving'],
    },
    {
      name: 'fixed',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: azure/setup-helm@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          version: v3.16.2\n',
    },
  ],
})
