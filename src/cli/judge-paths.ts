import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../checks/index.generated.ts'
import { BreakwaterError } from '../core/error.ts'
import type { FailOn } from '../core/gate.ts'
import type { Source } from '../core/location.ts'
import { run, type Run, type Scanned } from '../core/run.ts'
import { defaultMinor } from '../models/kubernetes-api/versions.ts'
import { readTree } from '../sources/files/read-tree.ts'
import { readSources } from '../sources/read-sources.ts'
import type { FlagValues, Invocation, Io } from './command.ts'
import { findConfig } from './config/find-config.ts'
import { isLive, readLiveAzure } from './live-azure.ts'
import { readBaseline } from './read-baseline.ts'
import { selectChecks } from './select-checks.ts'

/**
 * Reads and judges what the command line names. Commands that need findings all start here.
 *
 * @param overlay texts that stand in for what files hold, by uri
 */
export async function judgePaths(
  { targets, flags, locale, io }: Invocation,
  overlay: ReadonlyMap<string, string> = new Map(),
): Promise<{ run: Run; scanned: Scanned }> {
  const paths = targets.length === 0 ? ['.'] : targets
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const options = { locale, overlay, podShapes: config.podShapes }
  const scanned = isLive({ targets, flags })
    ? await readLiveAzure({ flags, locale, io }, options)
    : paths.includes('-')
      ? await readSources([await readStdin(io)], options)
      : await readTree(assertExist(paths, io.cwd), {
          ...options,
          cwd: io.cwd,
          excludes: config.excludes,
          kubernetes,
          valueSets: config.valueSets,
        })
  const found = scanned.resources + scanned.estate.notAnalysed.length + (scanned.confidential?.length ?? 0)
  if (found === 0) throw new BreakwaterError('nothing-to-check', { path: paths.join(', ') })

  const only = list(flags, 'only')
  const skip = list(flags, 'skip')
  const standards = list(flags, 'standard')
  const selected = selectChecks(checks, {
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(standards === undefined ? {} : { standards }),
    states: config.states,
  })
  const inTree = flags['inline'] === false ? [] : scanned.suppressions
  const judged = run(
    selected,
    { ...scanned, suppressions: [...inTree, ...config.suppressions] },
    {
      target: { kubernetes },
      failOn: (flags['failOn'] as FailOn | undefined) ?? config.failOn ?? 'high',
      allowUnknown: flags['allowUnknown'] === true,
      allowedNotAnalysed: config.allowsNotAnalysed,
      settings: config.options,
      severities: config.severities,
      today: new Date().toISOString().slice(0, 10),
      ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
    },
  )
  return { run: judged, scanned }
}

/** The values of a flag that may be given several times; commas part values too. */
function list(flags: FlagValues, name: string): readonly string[] | undefined {
  const given = flags[name]
  if (given === undefined || typeof given === 'boolean') return undefined
  return [given]
    .flat()
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
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

/** The minor version in `1.35`, `v1.35` or `1.35.2`. */
function minorOf(version: FlagValues[string]): number {
  if (version === undefined) return defaultMinor
  const found = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(String(version))
  if (found === null) throw new BreakwaterError('bad-usage', { problem: `--kubernetes-version ${String(version)}: 1.35` })
  return Number(found[1])
}
