import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../checks/index.generated.ts'
import { BreakwaterError } from '../core/error.ts'
import type { FailOn } from '../core/gate.ts'
import type { Source } from '../core/location.ts'
import type { Progress } from '../core/progress.ts'
import { run, type Run, type Scanned } from '../core/run.ts'
import { dependencyList } from '../models/dependency/package-list.ts'
import { readTree } from '../sources/files/read-tree.ts'
import { readSources } from '../sources/read-sources.ts'
import type { FlagValues, Invocation, Io } from './command.ts'
import type { Config } from './config/config.ts'
import { findConfig } from './config/find-config.ts'
import { listFlag, minorOf } from './judging-flags.ts'
import { openGivenAdvisories } from './open-advisories.ts'
import { progressLine } from './progress.ts'
import { readBaseline } from './read-baseline.ts'
import { selectChecks } from './select-checks.ts'

/**
 * Reads and judges what the command line names. Commands that need findings all start here.
 *
 * @param overlay texts that stand in for what files hold, by uri
 */
export async function judgePaths(
  invocation: Invocation,
  overlay: ReadonlyMap<string, string> = new Map(),
): Promise<{ run: Run; scanned: Scanned }> {
  const { targets, flags, locale, io } = invocation
  const paths = targets.length === 0 ? ['.'] : targets
  const config = await withReview(
    await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale),
    invocation,
  )
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const advisories = await openGivenAdvisories(invocation)
  const options = { locale, overlay, podShapes: config.podShapes, advisories: advisories?.store, unread: advisories?.notAnalysed ?? [] }
  const progress = progressLine(io, locale)
  const read = paths.includes('-')
    ? await readSources([await readStdin(io)], options)
    : await readTree(assertExist(paths, io.cwd), {
        ...options,
        cwd: io.cwd,
        excludes: config.excludes,
        kubernetes,
        valueSets: config.valueSets,
        ...jobsOf(flags),
        progress: progress.tell,
      })
  advisories?.store.close()
  const scanned = await withVex(read, invocation)
  const found = scanned.resources + scanned.estate.notAnalysed.length + (scanned.confidential?.length ?? 0)
  if (found === 0) throw new BreakwaterError('nothing-to-check', { path: paths.join(', ') })
  const judged = judgeScanned(scanned, config, { flags, io }, progress.tell)
  progress.clear()
  return { run: judged, scanned }
}

/** What VEX documents say of the packages of lock files. Their readers are loaded only where there are some. */
async function withVex(scanned: Scanned, { flags, io }: Invocation): Promise<Scanned> {
  const paths = listFlag(flags, 'vex')
  if (paths === undefined) return scanned
  const { readVexDocuments, vexSuppressions } = await import('./vex-suppressions.ts')
  const documents = readVexDocuments(paths, io.cwd)
  const more = scanned.estate.subjects(dependencyList).flatMap(({ vulnerabilities = [], document: { uri } }) =>
    vexSuppressions(
      vulnerabilities.map(({ vulnerability }) => vulnerability),
      documents,
      uri,
    ),
  )
  return { ...scanned, suppressions: [...scanned.suppressions, ...more] }
}

/** The configuration, with the rules of GitHub's dependency review where `--review-config` names them. */
async function withReview(config: Config, { flags, io }: Invocation): Promise<Config> {
  const path = flags['reviewConfig']
  if (typeof path !== 'string') return config
  const { applyReviewConfig } = await import('./review-config.ts')
  return applyReviewConfig(config, path, io)
}

function jobsOf({ jobs }: FlagValues): { readonly jobs?: number } {
  if (jobs === undefined) return {}
  const count = Number(jobs)
  if (!Number.isInteger(count) || count < 1 || count > 1024)
    throw new BreakwaterError('bad-usage', { problem: `--jobs ${String(jobs)}: 1–1024` })
  return { jobs: count }
}

/** Judges what was read by the checks, settings and gate that command line and configuration ask for. */
export function judgeScanned(scanned: Scanned, config: Config, { flags, io }: Pick<Invocation, 'flags' | 'io'>, progress?: Progress): Run {
  const only = listFlag(flags, 'only')
  const skip = listFlag(flags, 'skip')
  const standards = listFlag(flags, 'standard')
  const selected = selectChecks(checks, {
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(standards === undefined ? {} : { standards }),
    states: config.states,
  })
  const inTree = flags['inline'] === false ? [] : scanned.suppressions
  return run(
    selected,
    { ...scanned, suppressions: [...inTree, ...config.suppressions], attestations: config.attestations },
    {
      target: { kubernetes: minorOf(flags['kubernetesVersion'] ?? config.kubernetes) },
      failOn: (flags['failOn'] as FailOn | undefined) ?? config.failOn ?? 'high',
      allowUnknown: flags['allowUnknown'] === true,
      allowedNotAnalysed: config.allowsNotAnalysed,
      settings: config.options,
      severities: config.severities,
      progress,
      today: new Date().toISOString().slice(0, 10),
      ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
    },
  )
}

function assertExist(paths: readonly string[], cwd: string): readonly string[] {
  return paths.map((path) => {
    const absolute = resolve(cwd, path)
    if (!existsSync(absolute)) throw new BreakwaterError('path-not-found', { path })
    return absolute
  })
}

async function readStdin({ stdin }: Io): Promise<Source> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(chunk as Buffer)
  return { uri: 'stdin.yaml', text: Buffer.concat(chunks).toString('utf8') }
}
