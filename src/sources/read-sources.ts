import { Estate, type NotAnalysed } from '../core/estate.ts'
import type { Source } from '../core/location.ts'
import type { Scanned } from '../core/run.ts'
import { commentSuppressions } from '../core/suppression.ts'
import { KubernetesObject } from '../models/kubernetes/object.ts'
import type { Reader, Reading, ReadOptions } from './reader.ts'
import { readers } from './readers/index.ts'
import type { Rendering } from './rendering/rendering.ts'

/**
 * Reads texts into one estate.
 *
 * @param renderings what charts and Kustomizations of the same tree render to; it is judged in place of their files
 */
export async function readSources(
  sources: readonly Source[],
  options: ReadOptions,
  renderings: readonly Rendering[] = [],
  unread: readonly NotAnalysed[] = [],
): Promise<Scanned> {
  const covered = new Set(renderings.flatMap(({ covers }) => [...covers]))
  const recognised = new Map<Reader, Source[]>()
  for (const source of sources) {
    const willing = readers.filter((candidate) => candidate.wants(source.uri) && candidate.recognises(source))
    const owner = willing.find(({ beside }) => beside !== true)
    for (const reader of willing) {
      if (reader.beside !== true && (reader !== owner || covered.has(source.uri))) continue
      const known = recognised.get(reader)
      if (known === undefined) recognised.set(reader, [source])
      else known.push(source)
    }
  }
  const readings: Reading[] = []
  if (renderings.length > 0) readings.push(await readRendered(renderings, options))
  let files = covered.size
  for (const [reader, found] of recognised) {
    if (reader.beside !== true) files += found.length
    readings.push(await (await reader.load()).read(found, options, sources))
  }
  const { toolReports } = options
  if (toolReports !== undefined)
    readings.push((await import('./readers/read-tool-reports.ts')).read(toolReports.files, toolReports.cwd, sources))
  const notAnalysed = [...(options.unread ?? []), ...unread, ...readings.flatMap((reading) => reading.notAnalysed)]
  const recognisedUris = new Set([
    ...covered,
    ...[...recognised].flatMap(([{ beside }, found]) => (beside === true ? [] : found.map((source) => source.uri))),
  ])
  const broken = new Set(notAnalysed.map(({ uri }) => uri))
  return {
    estate: new Estate(
      readings.flatMap((reading) => reading.subjects),
      notAnalysed,
    ),
    suppressions: [...sources.flatMap(commentSuppressions), ...readings.flatMap((reading) => reading.suppressions)],
    files: files + [...broken].filter((uri) => !recognisedUris.has(uri)).length,
    analysed: [...recognisedUris].filter((uri) => !broken.has(uri)).length,
    resources: readings.reduce((sum, reading) => sum + reading.resources, 0),
    confidential: readings.flatMap((reading) => reading.confidential ?? []),
  }
}

/** The objects that were rendered, as if they had been read. */
async function readRendered(renderings: readonly Rendering[], options: ReadOptions): Promise<Reading> {
  const { readingOf } = await import('./readers/read-manifest-files.ts')
  const objects = renderings.flatMap((rendering) => rendering.objects.map(({ value, document }) => new KubernetesObject(value, document)))
  return readingOf(
    objects,
    renderings.flatMap(({ notAnalysed }) => notAnalysed),
    options,
  )
}
