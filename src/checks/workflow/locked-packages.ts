import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { adhocInstalls } from '../../models/pipeline/adhoc-installs.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'

export const lockedPackages = defineCheck({
  id: 'workflow/locked-packages',
  controls: ['build-sca'],
  subject: pipelineFile,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Packages are installed from a lock file', ja: 'パッケージはロックファイルからインストールする' }),
  why: text({
    en: 'A package that is named in a script comes in whatever version, with whatever dependencies, the registry gives at that moment, and no tool that watches lock files knows of it.',
    ja: 'スクリプトで名前を指定したパッケージは、その時点でレジストリが返す版と依存関係が入ります。ロックファイルを見るツールからも見えません。',
  }),
  messages: {
    adhoc: text({ en: '{command} bypasses the lock file', ja: '{command} はロックファイルを経由しません' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      for (const { command, range } of adhocInstalls(file.commandsOf(step), file.document.source.text))
        yield report('adhoc', { command }, { at: file.at(step.doing, range) })
    }
  },
  references: ['https://docs.npmjs.com/cli/commands/npm-ci'],
  examples: [
    {
      name: 'named in a script',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          echo start\n          «npm install -g lodash»\n          «gem install rake»\n',
      fails: ['adhoc', 'adhoc'],
    },
    {
      name: 'from the lock file',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci && bundle install && npm install\n',
    },
    {
      name: 'a pipeline of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - script: |
      echo $(Build.BuildId)
      «npm install -g yarn»
`,
      fails: ['adhoc'],
    },
  ],
})
