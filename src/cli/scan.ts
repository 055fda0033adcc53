import { exitCodeOf } from '../core/gate.ts'
import { text } from '../core/text.ts'
import { formats } from '../reports/report.ts'
import type { Command, Flag, Invocation } from './command.ts'
import { judgePaths } from './judge-paths.ts'
import { judgingFlags } from './judging-flags.ts'
import { writeReports } from './write-reports.ts'

/** The flags of every command that writes findings. */
export const reportFlags: readonly Flag[] = [
  {
    name: '--format',
    short: '-f',
    value: 'FORMAT',
    choices: formats,
    default: 'pretty',
    group: 'output',
    meaning: text({ en: 'form of the report', ja: 'レポートの形式' }),
  },
  {
    name: '--output',
    short: '-o',
    value: 'FILE',
    group: 'output',
    meaning: text({ en: 'write the report to a file', ja: 'レポートをファイルに書き込む' }),
  },
  {
    name: '--report',
    value: 'FORMAT=FILE',
    repeatable: true,
    group: 'output',
    meaning: text({ en: 'write a further report; may be repeated', ja: '追加のレポートを書き込む（繰り返し可）' }),
  },
  {
    name: '--show-suppressed',
    group: 'output',
    meaning: text({ en: 'show suppressed findings too', ja: '抑制した指摘も表示する' }),
  },
]

export const command: Command = {
  targets: '[PATH…]',
  flags: [...judgingFlags, ...reportFlags],
  examples: [
    { line: 'breakwater scan deploy/', meaning: text({ en: 'judge a folder', ja: 'フォルダーを検査する' }) },
    {
      line: 'helm template . | breakwater scan -',
      meaning: text({ en: 'judge what another tool prints', ja: 'ほかのツールの出力を検査する' }),
    },
    {
      line: 'breakwater scan --report sarif=scan.sarif .',
      meaning: text({ en: 'read here, upload there', ja: '手元で読み、SARIF も書き出す' }),
    },
  ],
  run: scan,
}

async function scan(invocation: Invocation): Promise<number> {
  const started = performance.now()
  const { run } = await judgePaths(invocation)
  await writeReports(run, invocation, started)
  return invocation.flags['exitZero'] === true ? 0 : exitCodeOf(run.gate)
}
