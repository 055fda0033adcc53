import { createHash } from 'node:crypto'
import { readdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { makeFolder } from '../../core/make-folder.ts'
import { type AdvisoryProblem, readAdvisories } from './read-advisories.ts'
import { type AdvisoryStore, compileStore, openStore, STORE_VERSION } from './store.ts'

export interface OpenedAdvisories {
  readonly store: AdvisoryStore
  /** What could not be read. Known only when the store was compiled just now. */
  readonly problems: readonly AdvisoryProblem[]
}

/**
 * The advisories at `path`: a compiled store, or OSV records, which are compiled once and kept in the user's cache folder
 * until they change. Where nothing can be kept, they are compiled in memory.
 *
 * @throws {Error} where `path` cannot be read
 */
export function openAdvisories(path: string, cacheFolder = defaultCacheFolder()): OpenedAdvisories {
  const given = statSync(path).isFile() ? openStore(path) : undefined
  if (given !== undefined) return { store: given, problems: [] }
  const cached = join(cacheFolder, `${identityOf(path)}.db`)
  const known = openStore(cached)
  if (known !== undefined) return { store: known, problems: [] }
  const problems: AdvisoryProblem[] = []
  const read = (): ReturnType<typeof readAdvisories> => readAdvisories(path, (problem) => problems.push(problem))
  const unfinished = `${cached}.${process.pid}`
  try {
    makeFolder(cacheFolder)
    compileStore(unfinished, read()).close()
    renameSync(unfinished, cached)
  } catch (error) {
    if (!isCannotWrite(error)) throw error
    return { store: compileStore(':memory:', read()), problems }
  }
  return { store: openStore(cached)!, problems }
}

function defaultCacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'breakwater', 'advisories')
}

function isCannotWrite(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'ENOTDIR', 'ENOENT', 'ERR_SQLITE_ERROR'].includes(code)
}

/** Changes whenever a file below `path` comes, goes or is written. */
function identityOf(path: string): string {
  const hash = createHash('sha256').update(`${STORE_VERSION}\u0000${path}`)
  const add = (at: string): void => {
    const { size, mtimeMs } = statSync(at)
    hash.update(`${at}\u0000${size}\u0000${mtimeMs}\n`)
  }
  add(path)
  if (statSync(path).isDirectory())
    for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()) add(join(path, entry))
  return hash.digest('hex').slice(0, 32)
}
