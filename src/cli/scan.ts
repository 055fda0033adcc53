import { exitCodeOf } from '../core/gate.ts'
import { text } from '../core/text.ts'
import type { Command, Invocation } from './command.ts'
import { judgePaths } from './judge-paths.ts'
import { judgingFlags } from './judging-flags.ts'
import { liveAzureFlags } from './live-azure.ts'
import { reportFlags } from './report-flags.ts'
import { writeReports } from './write-reports.ts'

export const command: Command = {
  targets: '[PATH…]',
  flags: [...judgingFlags, ...liveAzureFlags, ...reportFlags],
  examples: [
    { line: 'breakwater scan deploy/', meaning: text({ en: 'judge a folder', ja: 'フォルダーを検査する' }) },
    {
      line: 'helm template . | breakwater scan -',
      meaning: text({ en: 'judge what another tool prints', ja: 'ほかのツールの出力を検査する' }),
    },
    {
      line: 'breakwater scan azure --subscription ID',
      meaning: text({ en: 'judge what is deployed in Azure', ja: 'Azure にデプロイ済みのものを検査する' }),
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
