import { existsSync } from 'node:fs'

/**
 * Recorded data ships beside the code: in `src/data/` of the source tree, in `data/` of the bundle's folder.
 * Seen from this module that is one folder up in the source tree, and its own or the next folder up in the bundle,
 * whose chunks may have a folder of their own.
 */
const candidates = ['./data/', '../data/']

let folder: URL | undefined

/**
 * Where a recorded data file is, in the source tree as in the bundle. `name` is its path below the data folder,
 * with forward slashes. Whether the file itself exists is not checked.
 *
 * @throws {Error} when the installation has no data folder at all
 */
export function dataFile(name: string): URL {
  folder ??= candidates.map((candidate) => new URL(candidate, import.meta.url)).find((url) => existsSync(url))
  if (folder === undefined) throw new Error(`the data folder of this installation is missing beside ${import.meta.url}`)
  return new URL(name, folder)
}
