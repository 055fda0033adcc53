import { copyFileSync, mkdirSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { dirname, join } from 'node:path'

import { uriOf, type FileTree } from '../files/file-tree.ts'

/** What a chart may hold that Helm is given. Larger ones are reported. */
const mostFiles = 5_000
const mostBytes = 64 * 1024 * 1024
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
 */
export function chartFiles(folder: string, tree: FileTree): readonly ChartFile[] | undefined {
  const files: ChartFile[] = []
  let bytes = 0
  const visit = (inside: string, depth: number): boolean => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`
      const path = join(folder, name)
      if (entry.isDirectory()) {
        if (skippedFolders.has(entry.name)) continue
        if (depth > 32 || !visit(name, depth + 1)) return false
        continue
      }
      const size = sizeOf(entry, path, tree)
      if (size === undefined || (size > largestExtra && !/^(?:templates|crds|charts)\//.test(name) && name !== 'values.yaml')) continue
      bytes += size
      files.push({ name, path, uri: uriOf(tree, path) })
      if (files.length > mostFiles || bytes > mostBytes) return false
    }
    return true
  }
  return visit('', 0) ? files : undefined
}

function sizeOf(entry: Dirent, path: string, tree: FileTree): number | undefined {
  try {
    if (entry.isSymbolicLink()) {
      const target = realpathSync(path)
      const status = statSync(target)
      return tree.contains(target) && status.isFile() ? status.size : undefined
    }
    return entry.isFile() ? statSync(path).size : undefined
  } catch {
    return undefined
  }
}

export function copyInto(folder: string, files: readonly ChartFile[]): void {
  for (const { name, path } of files) {
    const target = join(folder, name)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(path, target)
  }
}
