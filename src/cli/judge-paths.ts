import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../checks/index.generated.ts'
import { BreakwaterError } from '../core/error.ts'
import type { FailOn } from '../core/gate.ts'
import type { Source } from '../core/location.ts'
import type { Progress } from '../core/progress.ts'
import { run, type Run, type Scanned } from '../core/run.ts'
import { readText } from '../sources/files/read-text.ts'
import { readTree } from '../sources/files/read-tree.ts'
import { readSources } from '../sources/read-sources.ts'
import type { ReadOptions } from '../sources/reader.ts'
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
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const advisories = await openGivenAdvisories(invocation)
  const toolReports = readToolReports(flags, io.cwd)
  const options = {
    locale,
    overlay,
    podShapes: config.podShapes,
    advisories: advisories?.store,
    unread: advisories?.notAnalysed ?? [],
    toolReports,
  }
  const progress = progressLine(io, locale)
  const scanned = paths.includes('-')
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
  const found = scanned.resources + scanned.estate.notAnalysed.length + (scanned.confidential?.length ?? 0)
  if (found === 0) throw new BreakwaterError('nothing-to-check', { path: paths.join(', ') })
  const judged = judgeScanned(scanned, config, { flags, io }, progress.tell)
  progress.clear()
  return { run: judged, scanned }
}

/** The reports of other tools that `--sarif` names. They are read whole: their format is checked where they are understood. */
function readToolReports(flags: FlagValues, cwd: string): ReadOptions['toolReports'] {
  const given = flags['sarif']
  if (given === undefined || typeof given === 'boolean') return undefined
  const files = [given].flat().map((path): Source => {
    const { source, notAnalysed } = readText({ uri: path, path: resolve(cwd, path) })
    if (source !== undefined && notAnalysed === undefined) return source
    if (!existsSync(resolve(cwd, path))) throw new BreakwaterError('path-not-found', { path })
    throw new BreakwaterError('sarif-invalid', { path, problem: notAnalysed?.message ?? '' })
  })
  return { files, cwd }
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
    { ...scanned, suppressions: [...inTree, ...config.suppressions] },
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
