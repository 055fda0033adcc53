import { copyFileSync, mkdirSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname, join, sep } from 'node:path'

import { uriOf, type FileTree } from '../files/file-tree.ts'

/** What a chart may hold that Helm is given. Larger ones are reported. */
export const mostFiles = 5_000
export const mostBytes = 64 * 1024 * 1024
const deepest = 32
/** Files outside the folders that Helm knows are only read by `.Files`, into objects of at most this size (the API's own limit). */
const largestExtra = 1024 * 1024

const skippedFolders = new Set(['.git', 'node_modules', '.terraform'])

export interface ChartFile {
  /** Relative to the chart's folder, with forward slashes. */
  readonly name: string
  readonly path: string
  readonly uri: string
}

/**
 * The files of a chart's folder, or undefined when they are more than a chart should hold. Links that lead out of the
 * tree are left out: a chart must not be able to pull in files of the machine.
 *
 * @throws {NodeJS.ErrnoException} when a folder cannot be read
 */
export function chartFiles(folder: string, tree: FileTree): readonly ChartFile[] | undefined {
  const files: ChartFile[] = []
  let bytes = 0
  const visit = (inside: string, depth: number): boolean => {
    if (depth > deepest) return false
    for (const entry of readdirSync(join(folder, inside))) {
      const name = inside === '' ? entry : `${inside}/${entry}`
      const path = join(folder, name)
      const status = statusWithin(tree, path)
      if (status?.isDirectory() === true) {
        if (!skippedFolders.has(entry) && !visit(name, depth + 1)) return false
      } else if (status?.isFile() === true && (status.size <= largestExtra || isKnownToHelm(name))) {
        bytes += status.size
        files.push({ name, path, uri: uriOf(tree, path) })
        if (files.length > mostFiles || bytes > mostBytes) return false
      }
    }
    return true
  }
  return visit('', 0) ? files : undefined
}

function isKnownToHelm(name: string): boolean {
  return /^(?:templates|crds|charts)\/|^values\.yaml$/.test(name)
}

/** What a path leads to, where that lies in the tree and is not a folder that the path itself lies in. */
function statusWithin(tree: FileTree, path: string): Stats | undefined {
  try {
    const target = realpathSync(path)
    const isLoop = target !== path && `${path}${sep}`.startsWith(target + sep)
    return isLoop || !tree.contains(target) ? undefined : statSync(target)
  } catch {
    return undefined
  }
}

/** Copies files of a chart into a folder, under the names that the chart knows them by. */
export function copyInto(folder: string, files: readonly ChartFile[]): void {
  for (const { name, path } of files) {
    const target = join(folder, name)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(path, target)
  }
}
