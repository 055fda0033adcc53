import { BreakwaterError } from '../core/error.ts'
import { exitCodeOf } from '../core/gate.ts'
import { text } from '../core/text.ts'
import { fingerprintKey } from '../models/secret/fingerprint.ts'
import { milliseconds } from './clock.ts'
import type { Command, Flag, Invocation } from './command.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { reportFlags } from './output/report-flags.ts'
import { writeReports } from './output/write-reports.ts'
import { changeHooks } from './secrets/hooks.ts'
import { judgeSecrets } from './secrets/judge.ts'
import { readTreeSecrets, readGitSecrets, readMessageSecrets, type Searched } from './secrets/search.ts'

/** Flags about Kubernetes and about which checks to run mean nothing here. */
const foreignFlags = new Set(['--kubernetes-version', '--only', '--skip', '--standard', '--jobs', '--advisories', '--max-advisory-age'])

const secretFlags: readonly Flag[] = [
  {
    name: '--staged',
    group: 'input',
    meaning: text({ en: 'only what the next commit would add', ja: '次のコミットで加わるものだけ' }),
  },
  {
    name: '--history',
    group: 'input',
    meaning: text({
      en: 'every version of every file of all branches and tags, and the commit messages',
      ja: '全ブランチ・タグの全ファイルの全版とコミットメッセージ',
    }),
  },
  {
    name: '--range',
    value: 'REVISIONS',
    group: 'input',
    meaning: text({ en: 'only what these commits brought: main..topic', ja: '指定したコミットで加わったものだけ（例: main..topic）' }),
  },
  {
    name: '--since',
    value: 'DATE',
    group: 'input',
    meaning: text({ en: 'only what commits since a date brought', ja: '指定した日付以降のコミットで加わったものだけ' }),
  },
  {
    name: '--pushed',
    value: 'REMOTE',
    group: 'input',
    meaning: text({
      en: 'what a push would publish; reads the refs as a pre-push hook gets them',
      ja: 'プッシュで公開されるもの（pre-push フックの入力を読む）',
    }),
  },
  {
    name: '--message',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'a commit message in a file', ja: 'ファイルにあるコミットメッセージ' }),
  },
  {
    name: '--no-cache',
    group: 'input',
    meaning: text({ en: 'read again what an earlier run found clean', ja: '以前の実行で問題がなかったものも読み直す' }),
  },
  {
    name: '--skip-rule',
    value: 'RULE',
    variadic: true,
    group: 'checks',
    meaning: text({ en: 'leave rules out, such as generic-api-key', ja: '規則を除く（例: generic-api-key）' }),
  },
]

export const command: Command = {
  targets: '[PATH… | install-hook | uninstall-hook]',
  flags: [...judgingFlags.filter(({ name }) => !foreignFlags.has(name)), ...secretFlags, ...reportFlags],
  examples: [
    { line: 'breakwater secrets', meaning: text({ en: 'search the files here', ja: 'ここにあるファイルを調べる' }) },
    { line: 'breakwater secrets --history', meaning: text({ en: 'search the whole history', ja: '履歴全体を調べる' }) },
    {
      line: 'breakwater secrets install-hook',
      meaning: text({ en: 'refuse commits that add a secret', ja: 'シークレットを加えるコミットを拒む' }),
    },
  ],
  run: secrets,
}

async function secrets(invocation: Invocation): Promise<number> {
  const { targets, flags } = invocation
  if (targets[0] === 'install-hook' || targets[0] === 'uninstall-hook') return changeHooks(targets[0], invocation)
  const started = milliseconds()
  const judged = await judgeSecrets(await search(invocation), invocation)
  await writeReports(judged, invocation, started)
  return flags['exitZero'] === true ? 0 : exitCodeOf(judged.gate)
}

async function search(invocation: Invocation): Promise<Searched> {
  const { flags, io } = invocation
  const given = ['staged', 'history', 'range', 'since', 'pushed', 'message'].filter((name) => flags[name] !== undefined)
  if (given.length > 1 && !(given.length === 2 && given.includes('history'))) {
    throw new BreakwaterError('bad-usage', { problem: given.map((name) => `--${name}`).join(' + ') })
  }
  const skip = new Set([flags['skipRule'] ?? []].flat().flatMap((value) => String(value).split(',')))
  const options = { key: fingerprintKey(io.env), ...(skip.size === 0 ? {} : { skip }) }
  if (typeof flags['message'] === 'string') return readMessageSecrets(flags['message'], io.cwd, options)
  return given.length === 0 ? readTreeSecrets(invocation, options) : readGitSecrets(invocation, options)
}
