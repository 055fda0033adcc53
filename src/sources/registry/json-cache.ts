import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { makeFolder } from '../../core/make-folder.ts'
/** Values that can be found again, as long as nobody clears the cache. */
export interface JsonCache<T> {
  get(name: string): T | undefined
  set(name: string, value: T): void
}

/** A folder of the user's cache folder. */
export function userCacheFolder(name: string): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'breakwater', name)
}

/** Keeps values as JSON files that only their owner may read. What cannot be read or written counts as not kept. */
export function jsonCache<T>(folder: string): JsonCache<T> {
  const pathOf = (name: string): string => join(folder, `${name}.json`)
  return {
    get(name) {
      try {
        return JSON.parse(readFileSync(pathOf(name), 'utf8')) as T
      } catch {
        return undefined
      }
    },
    set(name, value) {
      try {
        makeFolder(folder, 0o700)
        const unfinished = `${pathOf(name)}.${process.pid}`
        writeFileSync(unfinished, JSON.stringify(value))
        renameSync(unfinished, pathOf(name))
      } catch {
        // A cache that cannot be written costs time, nothing else.
      }
    },
  }
}
