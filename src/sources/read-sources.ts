import { Estate, type NotAnalysed } from '../core/estate.ts'
import type { Source } from '../core/location.ts'
import type { Scanned } from '../core/run.ts'
import { commentSuppressions } from '../core/suppression.ts'
import type { Reader, Reading, ReadOptions } from './reader.ts'
import { readers } from './readers/index.ts'

/**
 * Reads texts into one estate.
 *
 * @param further readings that were made elsewhere, such as rendered charts, to be judged together with the texts
 */
export async function readSources(
  sources: readonly Source[],
  options: ReadOptions,
  further: readonly Reading[] = [],
  unread: readonly NotAnalysed[] = [],
): Promise<Scanned> {
  const recognised = new Map<Reader, Source[]>()
  for (const source of sources) {
    const reader = readers.find((candidate) => candidate.wants(source.uri) && candidate.recognises(source))
    if (reader === undefined) continue
    const known = recognised.get(reader)
    if (known === undefined) recognised.set(reader, [source])
    else known.push(source)
  }
  const readings = [...further]
  let files = 0
  for (const [reader, found] of recognised) {
    files += found.length
    readings.push(await (await reader.load()).read(found, options, sources))
  }
  const notAnalysed = [...unread, ...readings.flatMap((reading) => reading.notAnalysed)]
  const recognisedUris = new Set([...recognised.values()].flat().map((source) => source.uri))
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
  }
}
