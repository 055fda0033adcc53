import { exitCodeOf } from '../core/gate.ts'
import type { Run } from '../core/run.ts'
import { text } from '../core/text.ts'
import type { Command, Invocation } from './command.ts'
import { azureFlags, judgeAzure, namesAzure } from './judge-azure.ts'
import { judgePaths } from './judge-paths.ts'
import { judgeRepository, repositoryFlags } from './judge-repository.ts'
import { judgingFlags } from './judging-flags.ts'
import { reportFlags } from './report-flags.ts'
import { writeReports } from './write-reports.ts'

export const command: Command = {
  targets: '[PATH… | github OWNER/REPO | azure]',
  flags: [...judgingFlags, ...repositoryFlags, ...azureFlags, ...reportFlags],
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
    {
      line: 'breakwater scan azure --subscription ID',
      meaning: text({ en: 'judge what is deployed in Azure', ja: 'Azure にデプロイ済みのものを検査する' }),
    },
    {
      line: 'breakwater scan github contoso/shop',
      meaning: text({ en: 'judge the settings of a repository', ja: 'リポジトリの設定を検査する' }),
    },
  ],
  run: scan,
}

async function scan(invocation: Invocation): Promise<number> {
  const started = performance.now()
  const run = await judge(invocation)
  await writeReports(run, invocation, started)
  return invocation.flags['exitZero'] === true ? 0 : exitCodeOf(run.gate)
}

/** What the first word names: something that is read over the network, or paths. */
async function judge(invocation: Invocation): Promise<Run> {
  if (invocation.targets[0] === 'github' && invocation.targets.length > 1) return judgeRepository(invocation)
  if (namesAzure(invocation)) return judgeAzure(invocation)
  return (await judgePaths(invocation)).run
}
