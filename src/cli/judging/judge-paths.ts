import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import type { Check } from '../../core/check.ts'
import type { JudgeOptions } from '../../core/engine.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { FailOn } from '../../core/gate.ts'
import type { Source } from '../../core/location.ts'
import type { Pace } from '../../core/pace.ts'
import type { Progress } from '../../core/progress.ts'
import { run, runAtPace, type Run, type RunOptions, type Scanned } from '../../core/run.ts'
import { dependencyList } from '../../models/dependency/package-list.ts'
import { fingerprintKey, secretIdentity } from '../../models/secret/fingerprint.ts'
import { readText } from '../../sources/files/read-text.ts'
import { readTree } from '../../sources/files/read-tree.ts'
import { readSources } from '../../sources/read-sources.ts'
import type { ReadOptions } from '../../sources/reader.ts'
import type { FlagValues, Invocation, Io } from '../command.ts'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { progressLine } from '../output/progress.ts'
import { listFlag, minorOf } from './judging-flags.ts'
import { openGivenAdvisories } from './open-advisories.ts'
import { readBaseline } from './read-baseline.ts'
import { selectChecks } from './select-checks.ts'

/**
 * Reads and judges what the command line names. Commands that need findings all start here.
 *
 * @param options `overlay`: texts that stand in for what files hold, by uri; `pace`: asked whether to go on
 */
export async function judgePaths(
  invocation: Invocation,
  { overlay = new Map(), pace }: { readonly overlay?: ReadonlyMap<string, string>; readonly pace?: Pace } = {},
): Promise<{ run: Run; scanned: Scanned }> {
  const { targets, flags, locale, io } = invocation
  const paths = targets.length === 0 ? ['.'] : targets
  const config = await withReview(
    await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale),
    invocation,
  )
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const advisories = await openGivenAdvisories(invocation)
  const toolReports = readToolReports(flags, io.cwd)
  const options = {
    locale,
    overlay,
    podShapes: config.podShapes,
    advisories: advisories?.store,
    unread: advisories?.notAnalysed ?? [],
    pace,
    toolReports,
  }
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
  const isStopped = pace?.due() === true && (await pace.turn())
  if (found === 0 && !isStopped) throw new BreakwaterError('nothing-to-check', { path: paths.join(', ') })
  const judging = toJudging(selectedChecks(checks, config, flags), scanned, config, { flags, io }, progress.tell)
  const judged = pace === undefined ? run(...judging) : await runAtPace(...judging, pace)
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
    throw new BreakwaterError('bad-flag-value', { flag: '--jobs', expected: '1–1024', given: String(jobs) })
  return { jobs: count }
}

/** Says findings in the light of something else that was read. */
export type Amendment = (checks: readonly Check[], options: JudgeOptions & Pick<RunOptions, 'today'>) => RunOptions['amend']

/** Judges what was read by the checks, settings and gate that command line and configuration ask for. */
export function judgeScanned(
  scanned: Scanned,
  config: Config,
  { flags, io }: Pick<Invocation, 'flags' | 'io'>,
  progress?: Progress,
  amendment?: Amendment,
): Run {
  return judgeBy(selectedChecks(checks, config, flags), scanned, config, { flags, io }, progress, amendment)
}

/** The checks among the given ones that command line and configuration ask for. */
export function selectedChecks(among: readonly Check[], { states }: Pick<Config, 'states'>, flags: FlagValues): readonly Check[] {
  const only = listFlag(flags, 'only')
  const skip = listFlag(flags, 'skip')
  const standards = listFlag(flags, 'standard')
  return selectChecks(among, {
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(standards === undefined ? {} : { standards }),
    states,
  })
}

/** Judges what was read by checks, with the settings and the gate that command line and configuration ask for. */
export function judgeBy(...judging: Parameters<typeof toJudging>): Run {
  return run(...toJudging(...judging))
}

function toJudging(
  selected: readonly Check[],
  scanned: Scanned,
  config: Config,
  { flags, io }: Pick<Invocation, 'flags' | 'io'>,
  progress?: Progress,
  amendment?: Amendment,
): readonly [readonly Check[], Scanned, RunOptions] {
  const inTree = flags['inline'] === false ? [] : scanned.suppressions
  const judging: JudgeOptions & Pick<RunOptions, 'today'> = {
    target: { kubernetes: minorOf(flags['kubernetesVersion'] ?? config.kubernetes) },
    settings: config.options,
    severities: config.severities,
    identify: secretIdentity(fingerprintKey(io.env)),
    today: new Date().toISOString().slice(0, 10),
  }
  const amend = amendment?.(selected, judging)
  return [
    selected,
    { ...scanned, suppressions: [...inTree, ...config.suppressions], attestations: config.attestations },
    {
      ...judging,
      failOn: (flags['failOn'] as FailOn | undefined) ?? config.failOn ?? 'high',
      allowUnknown: flags['allowUnknown'] === true,
      allowedNotAnalysed: config.allowsNotAnalysed,
      progress,
      ...(amend !== undefined && { amend }),
      ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
    },
  ]
}

/** @throws {BreakwaterError} where one of them is not there */
export function assertExist(paths: readonly string[], cwd: string): readonly string[] {
  return paths.map((path) => {
    const absolute = resolve(cwd, path)
    if (!existsSync(absolute)) throw new BreakwaterError('path-not-found', { path })
    return absolute
  })
}

async function readStdin({ stdin }: Io): Promise<Source> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return { uri: isJson(text) ? 'stdin.json' : 'stdin.yaml', text }
}

/** Whether a text begins as JSON does. Several documents one after another are YAML, whose inner form JSON is. */
function isJson(text: string): boolean {
  return /^\uFEFF?\s*(?:\[|\{\s*["}/])/.test(text) && !/^---/m.test(text)
}
