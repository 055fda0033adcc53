import type { NotAnalysed } from '../../core/estate.ts'
import type { Source } from '../../core/location.ts'
import type { Scanned } from '../../core/run.ts'
import { readSources } from '../read-sources.ts'
import type { ReadOptions } from '../reader.ts'
import { readers } from '../readers/index.ts'
import { readText, type ReadText } from './read-text.ts'
import { walk } from './walk.ts'

export interface TreeOptions extends ReadOptions {
  readonly cwd: string
  /** Whether a file or folder is left out by the configuration. */
  readonly excludes: (uri: string) => boolean
}

/** Reads everything below the given absolute paths that is of a kind that Breakwater judges. */
export async function readTree(paths: readonly string[], options: TreeOptions): Promise<Scanned> {
  const { files, notAnalysed } = walk(paths, { ...options, wants: (uri) => readers.some((reader) => reader.wants(uri)) })
  const sources: Source[] = []
  const unread: NotAnalysed[] = [...notAnalysed]
  for (const file of files) {
    const edited = options.overlay?.get(file.uri)
    const read: ReadText = edited === undefined ? readText(file) : { source: { uri: file.uri, text: edited } }
    if (read.source !== undefined) sources.push(read.source)
    if (read.notAnalysed !== undefined && counts(read.notAnalysed)) unread.push(read.notAnalysed)
  }
  return readSources(sources, options, [], unread)
}

/** That a file is binary matters only to those who expected a manifest, a template or the like in it. */
function counts({ uri, reason }: NotAnalysed): boolean {
  return (reason !== 'binary' && reason !== 'invalid-utf8') || readers.some((reader) => reader.beside !== true && reader.wants(uri))
}
