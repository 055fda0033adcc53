import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { createTwoFilesPatch } from 'diff'

import { BreakwaterError } from '../core/error.ts'
import type { Finding, FixSafety } from '../core/finding.ts'
import { applyFixes, type Fixing, type MadeEdits } from '../core/fixing.ts'
import type { Source } from '../core/location.ts'
import { render, text, type HoleValues, type Text } from '../core/text.ts'
import { count, nouns } from '../reports/words.ts'
import type { Command, Invocation } from './command.ts'
import { judgePaths } from './judging/judge-paths.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { withPathsBehindFlags } from './judging/paths-behind-flags.ts'
import { writeOut } from './output/write-out.ts'

/** A fix can make room for another one, such as two removals in one list; more rounds than this mean that fixes fight. */
const mostRounds = 8

const words = {
  nothing: text({ en: 'nothing to fix', ja: '直せるものはありません' }),
  wouldFix: text({
    en: 'can be fixed: {findings} in {files}; --write applies this diff',
    ja: '{findings}（{files}）を直せます。--write で適用します',
  }),
  fixed: text({
    en: 'fixed {findings} in {files}; `git diff` shows and `git checkout -p` undoes it',
    ja: '{findings}（{files}）を直しました。`git diff` で確認し、`git checkout -p` で元に戻せます',
  }),
  review: text({
    en: '{count} more have a fix that needs a look; --include review adds them',
    ja: 'ほかに {count} 件、内容の確認が必要な修正があります。--include review で含めます',
  }),
  unsound: text({
    en: 'left out {count} fixes, because a chart or Kustomization would not render to what they ask for',
    ja: '{count} 件の修正は、チャートや Kustomization のレンダリング結果が期待どおりにならないため見送りました',
  }),
  dirty: text({
    en: '{path} has changes that are not committed; commit them or give --allow-dirty',
    ja: '{path} にコミットされていない変更があります。コミットするか、--allow-dirty を付けてください',
  }),
} satisfies Record<string, Text>

export const command: Command = {
  targets: '[PATH…]',
  flags: [
    ...judgingFlags,
    { name: '--write', group: 'output', meaning: text({ en: 'change the files', ja: 'ファイルを書き換える' }) },
    {
      name: '--include',
      value: 'review',
      choices: ['review'],
      group: 'checks',
      meaning: text({ en: 'include fixes that somebody has to review', ja: '確認が必要な修正も含める' }),
    },
    {
      name: '--allow-dirty',
      group: 'output',
      meaning: text({ en: 'write over uncommitted changes', ja: 'コミットされていない変更があっても書き込む' }),
    },
  ],
  examples: [
    { line: 'breakwater fix deploy/', meaning: text({ en: 'show the diff', ja: '差分を表示する' }) },
    { line: 'breakwater fix --write deploy/', meaning: text({ en: 'apply safe fixes', ja: '安全な修正を適用する' }) },
    {
      line: 'breakwater fix --include review deploy/',
      meaning: text({ en: 'show those to review as well', ja: '確認が必要な修正も表示する' }),
    },
  ],
  run: (invocation) => fix(withPathsBehindFlags(invocation)),
}

async function fix(invocation: Invocation): Promise<number> {
  const { flags, locale, io } = invocation
  const say = (line: Text, args: HoleValues = {}) => io.stderr.write(`${render({ text: line, args }, locale)}\n`)
  const safeties = new Set<FixSafety>(flags['include'] === 'review' ? ['safe', 'review'] : ['safe'])
  const { before, after, fixed, waiting, unsound } = await fixInRounds(invocation, safeties)
  const extent = { findings: count(nouns.findings, fixed, locale), files: count(nouns.files, after.size, locale) }

  if (after.size === 0) say(words.nothing)
  else if (flags['write'] === true) {
    if (flags['allowDirty'] !== true) for (const uri of after.keys()) assertClean(resolve(io.cwd, uri), uri, say)
    for (const [uri, changed] of after) writeFileSync(resolve(io.cwd, uri), changed)
    say(words.fixed, extent)
  } else {
    const patches = [...after].map(([uri, changed]) =>
      createTwoFilesPatch(`a/${uri}`, `b/${uri}`, before.get(uri)!.text, changed, undefined, undefined, { context: 3 }),
    )
    await writeOut(io, patches.join(''))
    say(words.wouldFix, extent)
  }
  if (unsound > 0) say(words.unsound, { count: unsound })
  if (waiting > 0) say(words.review, { count: waiting })
  return 0
}

interface Fixed {
  readonly before: ReadonlyMap<string, Source>
  readonly after: ReadonlyMap<string, string>
  readonly fixed: number
  /** Findings that only a reviewed fix would solve. */
  readonly waiting: number
  /** Findings whose fix does not come out of a rendering as it should. */
  readonly unsound: number
}

/** Judges, fixes in memory, and judges the result again, until nothing more can be fixed. */
async function fixInRounds(invocation: Invocation, safeties: ReadonlySet<FixSafety>): Promise<Fixed> {
  const before = new Map<string, Source>()
  const after = new Map<string, string>()
  const done = new Set<string>()
  let findings: readonly Finding[] = []
  let unsound = 0
  for (let round = 0; round < mostRounds; round++) {
    findings = (await judgePaths(invocation, { overlay: after })).run.findings
    const fixing = await soundFixes(findings, safeties)
    const { files } = fixing
    unsound = fixing.unsound
    const changed = files.filter(({ source, text: fixedText }) => fixedText !== source.text)
    if (changed.length === 0) break
    for (const { source, text: fixedText, fixed } of changed) {
      if (!before.has(source.uri)) before.set(source.uri, source)
      after.set(source.uri, fixedText)
      for (const { fingerprint } of fixed) done.add(fingerprint)
    }
  }
  const waiting = findings.filter(
    ({ suppressed, fixes }) => suppressed === null && fixes.some(({ safety }) => !safeties.has(safety)),
  ).length
  return { before, after, fixed: done.size, waiting, unsound }
}

interface SoundFixing {
  readonly files: Fixing['files']
  readonly unsound: number
}

/** The fixes, without those after which a chart or Kustomization does not render to what they ask for. */
async function soundFixes(findings: readonly Finding[], safeties: ReadonlySet<FixSafety>): Promise<SoundFixing> {
  const fixing = applyFixes(findings, safeties)
  const unsound = new Set<Finding>()
  for (const made of fixing.made) {
    if (!(await isSound(made))) for (const finding of made.fixed) unsound.add(finding)
  }
  if (unsound.size === 0) return { files: fixing.files, unsound: 0 }
  const others = findings.filter((finding) => !unsound.has(finding))
  return { files: applyFixes(others, safeties).files, unsound: unsound.size }
}

/** Text that several objects are made of is for review, because all of them change; it has no single result to compare with. */
async function isSound({ document, edits }: MadeEdits): Promise<boolean> {
  if (document.verify === undefined || document.editTarget?.(edits)?.isShared === true) return true
  return document.verify(edits)
}

/** Changes that git cannot give back are not written over. Outside of a work tree there is nothing to ask. */
function assertClean(path: string, uri: string, say: (line: Text, args: HoleValues) => void): void {
  let status = ''
  try {
    status = execFileSync('git', ['status', '--porcelain', '--', path], {
      cwd: resolve(path, '..'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return
  }
  if (status.trim() === '') return
  say(words.dirty, { path: uri })
  throw new BreakwaterError('bad-usage', { problem: `git status: ${status.trim()}` })
}
