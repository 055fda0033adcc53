import { setTimeout as sleep } from 'node:timers/promises'

import { BreakwaterError } from '../../core/error.ts'
import type { Finding } from '../../core/finding.ts'
import { render, text, type Locale } from '../../core/text.ts'
import { concise } from '../../reports/concise.ts'
import { verdictOf } from '../../reports/verdict.ts'
import { KnownObjects, untilChanged, type WatchEnd } from '../../sources/cluster/watch.ts'
import type { Invocation } from '../command.ts'
import { newFindings } from '../judging/new-findings.ts'
import { writeOut } from '../output/write-out.ts'
import { exitCodeOfRun } from '../output/write-reports.ts'
import { auditCluster, type Audited } from './judge-cluster.ts'
import { withCluster } from './open-cluster.ts'

const words = {
  watching: text({
    en: 'watching {cluster}; Ctrl-C ends it',
    ja: '{cluster} の変更を監視しています。Ctrl-C で終了します',
  }),
  unwatched: text({
    en: 'changes of {resources} are not seen: the account lacks the verb watch on them',
    ja: '{resources} の変更は検知できません。アカウントに watch 権限がありません',
  }),
  away: text({ en: '{problem}; asking again', ja: '{problem}。再接続を試みます' }),
}

/** What belongs together, such as all that one `kubectl apply` changes, is judged together. In milliseconds. */
const settling = 1_000
/** The wait before a server that does not answer is asked again, in milliseconds. */
const retry = 5_000

/** The forms of a report that go on line by line. */
const formats: readonly unknown[] = ['pretty', 'concise']

/** @throws {BreakwaterError} where what is asked for cannot go on */
export function assertWatchable({ flags }: Invocation): void {
  if (!formats.includes(flags['format']))
    throw new BreakwaterError('bad-flag-value', { flag: '--watch --format', expected: formats.join(', '), given: String(flags['format']) })
  if (flags['replay'] !== undefined || flags['record'] !== undefined)
    throw new BreakwaterError('bad-usage', { problem: '--watch + --replay | --record' })
}

/** `cluster audit --watch`: goes on after an audit, and says what every change of the cluster brings and what it ends. */
export async function watchCluster(first: Audited, invocation: Invocation): Promise<number> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const { io, locale } = invocation
  io.stderr.write(`${render({ text: words.watching, args: { cluster: first.live.name } }, locale)}\n`)
  let current = first
  const unwatched = new Set<string>()
  try {
    while (await changes(current, invocation, unwatched, stop.signal)) {
      await sleep(settling, undefined, { signal: stop.signal }).catch(() => undefined)
      const next = await audited(invocation, stop.signal)
      if (next === undefined) break
      await tell(current, next, invocation)
      current = next
    }
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
  }
  return exitCodeOfRun(current.run, invocation.flags)
}

/** Waits for a change, and tells once of kinds that may not be watched; false where there is nothing to wait for any more. */
async function changes({ live }: Audited, invocation: Invocation, unwatched: Set<string>, signal: AbortSignal): Promise<boolean> {
  return withCluster(invocation, async ({ follow }) => {
    if (follow === undefined || signal.aborted) return false
    const round = new AbortController()
    const either = AbortSignal.any([signal, round.signal])
    const known = new KnownObjects(live.read)
    const refused = new Set<string>()
    const watched = live.lists.map(async (listed): Promise<WatchEnd> => {
      const ended = await untilChanged(follow, listed, known, either)
      if (ended === 'forbidden') refused.add(listed.kind.resource)
      // What nobody may watch tells nothing; the others go on.
      else round.abort()
      return ended
    })
    const all = Promise.all(watched)
    // A refusal comes at once, a change perhaps never.
    await Promise.race([all, sleep(settling)])
    const resources = [...refused].filter((resource) => !unwatched.has(resource))
    for (const resource of resources) unwatched.add(resource)
    const { io, locale } = invocation
    if (resources.length > 0) io.stderr.write(`${render({ text: words.unwatched, args: { resources: resources.join(', ') } }, locale)}\n`)
    const ends = await all
    return ends.some((ended) => ended === 'changed' || ended === 'lost')
  })
}

/** Judges the cluster anew, as soon as it answers; undefined where the watch was ended meanwhile. */
async function audited(invocation: Invocation, signal: AbortSignal): Promise<Audited | undefined> {
  const { io, locale } = invocation
  while (!signal.aborted) {
    try {
      return await auditCluster(invocation)
    } catch (error) {
      if (!(error instanceof BreakwaterError) || error.code !== 'cluster-unreachable') throw error
      io.stderr.write(`${render({ text: words.away, args: { problem: error.says } }, locale)}\n`)
      await sleep(retry, undefined, { signal }).catch(() => undefined)
    }
  }
  return undefined
}

async function tell(before: Audited, after: Audited, { io, locale }: Invocation): Promise<void> {
  const open = ({ run }: Audited): readonly Finding[] => run.findings.filter(({ suppressed }) => suppressed === null)
  const none = new Map<string, string>()
  const come = newFindings(open(after), open(before), none).map((finding) => `+ ${line(finding, locale)}`)
  const gone = newFindings(open(before), open(after), none).map((finding) => `- ${line(finding, locale)}`)
  if (come.length + gone.length === 0) return
  await writeOut(io, `${[...come, ...gone, verdictOf(after.run, locale)].join('\n')}\n`)
}

function line(finding: Finding, locale: Locale): string {
  return concise(finding, { locale, colour: false })
}
