import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { exitCodeOf, passGate } from '../../core/gate.ts'
import type { Run, Scanned } from '../../core/run.ts'
import { dependencyList } from '../../models/dependency/package-list.ts'
import { isSkippedPath } from '../../models/secret/skipped-paths.ts'
import { GitError, repositoryRoot } from '../../sources/git/command.ts'
import { openRevision, type Revision, writeFilesAt } from '../../sources/git/revision.ts'
import { inScratch } from '../../sources/scratch.ts'
import { packageChanges } from '../../supply-chain/inventory/package-changes.ts'
import type { Invocation } from '../command.ts'
import { writeReports } from '../output/write-reports.ts'
import { changesToJson, changeLines } from './dependency-changes.ts'
import { judgePaths } from './judge-paths.ts'
import { newFindings } from './new-findings.ts'

interface Judged {
  readonly run: Run
  readonly scanned: Scanned
}

/**
 * `scan git --since REV [PATH…]`: judges the tree as it is and as it was at the revision, and reports what has come since.
 * Both are judged whole, because a change in one file can make another one fail.
 */
export async function scanGit(invocation: Invocation, started: number): Promise<number> {
  const { flags, io } = invocation
  const paths = invocation.targets.slice(1)
  const present: Invocation = { ...invocation, targets: paths.length === 0 ? ['.'] : paths }
  const { revision, root, old } = await judgeRevision(present)
  const now = await judgePaths(present)
  const toUri = uriFrom(root, realpathSync(io.cwd))
  const renames = new Map([...revision.renames].map(([from, to]) => [toUri(from), toUri(to)]))
  // What git ignores was not there at the revision either; it is no part of the change.
  const isPart = partOf(new Set([...revision.present].map(toUri)), root, realpathSync(io.cwd))
  const findings = newFindings(now.run.findings, old?.run.findings ?? [], renames).filter(({ place }) => isPart(place.source.uri))
  const unread = new Set((old?.run.inputs.notAnalysed ?? []).map(({ uri, reason }) => `${renames.get(uri) ?? uri}\u0000${reason}`))
  const notAnalysed = now.run.inputs.notAnalysed.filter(({ uri, reason }) => isPart(uri) && !unread.has(`${uri}\u0000${reason}`))
  const changes = packageChanges(listsIn(old), listsIn(now), renames).filter(({ list }) => isPart(list.document.uri))
  const { failOn } = now.run.gate
  const counts = { findings, notAnalysed: notAnalysed.length, errors: now.run.errors.length }
  const run: Run = {
    ...now.run,
    inputs: { ...now.run.inputs, notAnalysed },
    findings,
    gate: passGate(counts, failOn, flags['allowUnknown'] === true),
    details: { dependencies: changesToJson(changes) },
  }
  for (const line of changeLines(changes, invocation.locale)) io.stderr.write(`${line}\n`)
  await writeReports(run, present, started)
  return flags['exitZero'] === true ? 0 : exitCodeOf(run.gate)
}

/** The tree at the revision, judged by the same settings; `old` is undefined where it held nothing of the kind. */
async function judgeRevision(invocation: Invocation): Promise<{ revision: Revision; root: string; old: Judged | undefined }> {
  const { flags, io } = invocation
  const cwd = realpathSync(io.cwd)
  try {
    const root = await repositoryRoot(cwd)
    const revision = await openRevision(root, String(flags['since']))
    const inRepository = invocation.targets.map((target) => pathInside(root, resolve(cwd, target), target))
    const wants = (path: string): boolean =>
      !isSkippedPath(path) && inRepository.some((asked) => asked === '' || path === asked || path.startsWith(`${asked}/`))
    const old = await inScratch(async (scratch) => {
      await writeFilesAt(root, revision.commit, scratch, wants)
      const folder = join(scratch, relative(root, cwd))
      mkdirSync(folder, { recursive: true })
      const targets = invocation.targets.map((target) => relative(cwd, resolve(cwd, target)) || '.')
      return judgeThere({ ...invocation, targets: targets.filter((target) => existsSync(join(folder, target))) }, folder)
    })
    return { revision, root, old }
  } catch (cause) {
    if (cause instanceof GitError) throw new BreakwaterError('git-failed', { reason: cause.message }, { cause })
    throw cause
  }
}

async function judgeThere(invocation: Invocation, cwd: string): Promise<Judged | undefined> {
  const { targets, flags, io } = invocation
  if (targets.length === 0) return undefined
  const config = resolve(io.cwd, typeof flags['config'] === 'string' ? flags['config'] : 'breakwater.yaml')
  const settings = {
    ...flags,
    // Of files that the flags name, the present ones count.
    ...(existsSync(config) ? { config } : {}),
    ...Object.fromEntries(
      ['advisories', 'baseline', 'reviewConfig'].flatMap((name) =>
        typeof flags[name] === 'string' ? [[name, resolve(io.cwd, flags[name])]] : [],
      ),
    ),
  }
  try {
    return await judgePaths({ ...invocation, flags: settings, io: { ...io, cwd } })
  } catch (error) {
    if (error instanceof BreakwaterError && error.code === 'nothing-to-check') return undefined
    throw error
  }
}

function listsIn(judged: Judged | undefined) {
  return judged?.scanned.estate.subjects(dependencyList) ?? []
}

/** The path of a target inside the repository, with forward slashes. */
function pathInside(root: string, path: string, target: string): string {
  const inside = relative(root, existsSync(path) ? realpathSync(path) : path)
    .split(sep)
    .join('/')
  if (inside === '..' || inside.startsWith('../')) throw new BreakwaterError('bad-usage', { problem: `${target}: ${root}` })
  return inside
}

/** From paths of the repository to `uri`s, which are relative to the working directory. */
function uriFrom(root: string, cwd: string): (path: string) => string {
  const here = relative(root, cwd).split(sep).join('/')
  return (path) => posix.relative(here, path)
}

/** Whether a `uri` counts: a file that git does not ignore, or no file of the working tree at all. */
function partOf(present: ReadonlySet<string>, root: string, cwd: string): (uri: string) => boolean {
  const isFileBelow = (path: string): boolean => path.startsWith(root + sep) && existsSync(path)
  return (uri) => present.has(uri) || !isFileBelow(resolve(cwd, uri))
}
