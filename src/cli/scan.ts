import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../core/error.ts'
import type { Run, Scanned } from '../core/run.ts'
import { render, text } from '../core/text.ts'
import { dependencyList } from '../models/dependency/package-list.ts'
import { milliseconds } from './clock.ts'
import { clusterFlags, namesCluster } from './cluster/flags.ts'
import type { Command, Flag, Invocation } from './command.ts'
import { watchForInterruption } from './interruption.ts'
import { azureFlags, namesAzure, recordingFlags } from './judging/azure-flags.ts'
import { judgePaths } from './judging/judge-paths.ts'
import { judgeRepository, repositoryFlags } from './judging/judge-repository.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { withPathsBehindFlags } from './judging/paths-behind-flags.ts'
import { reportFlags } from './output/report-flags.ts'
import { exitCodeOfRun, writeReports } from './output/write-reports.ts'

const sinceFlag: Flag = {
  name: '--since',
  value: 'REV',
  group: 'input',
  meaning: text({
    en: 'with `scan git`: report only what came since this revision of git',
    ja: '`scan git` で、この Git リビジョンより後に生じたものだけを報告する',
  }),
}

const sarifFlag: Flag = {
  name: '--sarif',
  value: 'FILE',
  repeatable: true,
  group: 'input',
  meaning: text({
    en: 'judge along what another tool found: its report in SARIF 2.1.0',
    ja: 'ほかのツールの結果（SARIF 2.1.0）も合わせて判定する',
  }),
}

const listed = text({
  en: 'not judged for vulnerabilities, for want of --advisories PATH (OSV documents): lock files ({count})',
  ja: 'ロックファイル {count} 件を読み込みましたが、脆弱性は判定していません。--advisories PATH（OSV 形式）を指定してください',
})

const reviewFlag: Flag = {
  name: '--review-config',
  value: 'FILE',
  group: 'checks',
  meaning: text({
    en: 'rules for dependencies as the configuration of dependency-review-action has them',
    ja: 'dependency-review-action の設定ファイルにある依存関係の規則',
  }),
}

export const command: Command = {
  targets: '[PATH… | git [PATH…] | github OWNER[/REPO] | azure | cluster | image REF…]',
  flags: [
    ...judgingFlags,
    sarifFlag,
    sinceFlag,
    reviewFlag,
    ...repositoryFlags,
    ...azureFlags,
    ...clusterFlags,
    ...recordingFlags,
    ...reportFlags,
  ],
  examples: [
    { line: 'breakwater scan deploy/', meaning: text({ en: 'judge a folder', ja: 'フォルダーを検査する' }) },
    {
      line: 'helm template . | breakwater scan -',
      meaning: text({ en: 'judge what another tool prints', ja: 'ほかのツールの出力を検査する' }),
    },
    {
      line: 'breakwater scan git --since origin/main --advisories osv/',
      meaning: text({ en: 'judge what a branch brings', ja: 'ブランチで新たに生じたものだけを検査する' }),
    },
    {
      line: 'breakwater scan --report sarif=scan.sarif .',
      meaning: text({ en: 'read here, upload there', ja: '手元で読み、SARIF も書き出す' }),
    },
    {
      line: 'breakwater scan . --sarif codeql.sarif --sarif trivy.sarif',
      meaning: text({ en: 'one report and one gate for several tools', ja: '複数のツールの結果を 1 つのレポートとゲートにまとめる' }),
    },
    {
      line: 'breakwater scan azure --subscription ID',
      meaning: text({ en: 'judge what is deployed in Azure', ja: 'Azure にデプロイ済みのものを検査する' }),
    },
    {
      line: 'breakwater scan cluster --context shop-prod',
      meaning: text({ en: 'judge what runs in a cluster', ja: 'クラスターで動いているものを検査する' }),
    },
    {
      line: 'breakwater scan azure --subscription ID --declared infra/',
      meaning: text({ en: 'find where Azure is not as declared', ja: '宣言と異なるデプロイを見つける' }),
    },
    {
      line: 'breakwater scan image --advisories osv/ shop.azurecr.io/web:1',
      meaning: text({
        en: 'judge an image; image scan has more flags',
        ja: 'イメージを検査する（image scan ではさらに細かく指定できます）',
      }),
    },
    {
      line: 'breakwater scan github contoso/shop',
      meaning: text({
        en: 'judge the settings of a repository, or of an organisation by its name alone',
        ja: 'リポジトリの設定を検査する（名前だけなら組織の設定）',
      }),
    },
  ],
  run: (invocation) => scan(withPathsBehindFlags(invocation)),
}

async function scan(invocation: Invocation): Promise<number> {
  const started = milliseconds()
  if (invocation.flags['sarif'] !== undefined && (isReview(invocation) || isOverNetwork(invocation)))
    throw new BreakwaterError('bad-usage', { problem: 'scan PATH --sarif FILE' })
  if (namesImage(invocation))
    return (await import('./image/scan.ts')).scanImages(invocation.targets.slice(1), {
      ...invocation,
      targets: invocation.targets.slice(1),
    })
  if (isReview(invocation)) return (await import('./judging/scan-git.ts')).scanGit(invocation, started)
  if (isOverNetwork(invocation)) {
    const run = await judgeOverNetwork(invocation)
    await writeReports(run, invocation, started)
    return exitCodeOfRun(run, invocation.flags)
  }
  // Who waits for something to be typed is stopped at once.
  const interruption = invocation.targets.includes('-') ? undefined : watchForInterruption()
  try {
    const { run, scanned } = await judgePaths(invocation, interruption === undefined ? {} : { pace: interruption })
    sayWhatIsNotJudged(scanned, invocation)
    await writeReports(run, invocation, started)
    return exitCodeOfRun(run, invocation.flags)
  } finally {
    interruption?.release()
  }
}

/** `scan image REF…`. A folder that is called `image` is scanned like any other. */
function namesImage({ targets, io }: Invocation): boolean {
  return targets[0] === 'image' && targets.length > 1 && !existsSync(resolve(io.cwd, 'image'))
}

function isOverNetwork(invocation: Invocation): boolean {
  return namesGithub(invocation) || namesAzure(invocation) || namesCluster(invocation)
}

function namesGithub({ targets }: Invocation): boolean {
  return targets[0] === 'github' && targets.length > 1
}

async function judgeOverNetwork(invocation: Invocation): Promise<Run> {
  if (namesGithub(invocation)) return judgeRepository(invocation)
  if (namesAzure(invocation)) return (await import('./judging/judge-azure.ts')).judgeAzure(invocation)
  return (await import('./cluster/judge-cluster.ts')).judgeCluster(invocation)
}

/** `scan git --since REV`. A folder that is called `git` is scanned like any other where no revision is named. */
function isReview({ targets, flags, io }: Invocation): boolean {
  if (targets[0] !== 'git') {
    if (flags['since'] === undefined) return false
    throw new BreakwaterError('wrong-operands', { usage: 'scan git --since REV' })
  }
  if (flags['since'] === undefined && !existsSync(resolve(io.cwd, 'git')))
    throw new BreakwaterError('wrong-operands', { usage: 'scan git --since REV' })
  return flags['since'] !== undefined
}

/** Without advisories nothing is known of vulnerabilities. That fails no gate, but nobody shall take it for good news. */
function sayWhatIsNotJudged({ estate }: Scanned, { io, locale }: Invocation): void {
  const count = estate.subjects(dependencyList).filter(({ vulnerabilities }) => vulnerabilities === undefined).length
  if (count > 0) io.stderr.write(`${render({ text: listed, args: { count } }, locale)}\n`)
}
