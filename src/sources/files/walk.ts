import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join, relative, sep } from 'node:path'

import type { NotAnalysed } from '../../core/estate.ts'

export interface Found {
  /** Relative to the working directory, with forward slashes. */
  readonly uri: string
  readonly path: string
}

export interface Walk {
  readonly files: readonly Found[]
  readonly notAnalysed: readonly NotAnalysed[]
}

/** Folders that hold what tools have made or fetched. They are not part of what a team writes. */
const skippedFolders = new Set(['.git', 'node_modules', '.terraform', '.venv', '__pycache__', '.hg', '.svn'])

/** A folder tree deeper than this is a mistake or an attack. */
const deepest = 64

export interface WalkOptions {
  readonly cwd: string
  readonly wants: (uri: string) => boolean
  readonly excludes: (uri: string) => boolean
}

/**
 * The wanted files below the given paths, in order of path. A file that was named itself is always taken. Links are
 * followed to files and folders inside the named paths only by way of their real place, so a loop cannot form and a
 * file is read once; a link that leads elsewhere is reported.
 *
 * @throws {NodeJS.ErrnoException} when a named path does not exist
 */
export function walk(paths: readonly string[], options: WalkOptions): Walk {
  const files = new Map<string, Found>()
  const notAnalysed: NotAnalysed[] = []
  const roots = paths.map((path) => realpathSync(path))
  const state: WalkState = { ...options, files, notAnalysed, roots }
  for (const path of paths) {
    if (statSync(path).isDirectory()) walkFolder(path, 0, state)
    else addFile(path, state)
  }
  return { files: [...files.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1)), notAnalysed }
}

interface WalkState extends WalkOptions {
  readonly files: Map<string, Found>
  readonly notAnalysed: NotAnalysed[]
  readonly roots: readonly string[]
}

function walkFolder(folder: string, depth: number, state: WalkState): void {
  const uri = toUri(folder, state.cwd)
  if (depth > deepest) {
    state.notAnalysed.push({ uri, reason: 'too-deep', message: `folders are nested deeper than ${deepest} levels` })
    return
  }
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    state.notAnalysed.push({ uri, reason: 'unreadable', message: (error as Error).message })
    return
  }
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !state.excludes(`${toUri(path, state.cwd)}/`)) walkFolder(path, depth + 1, state)
    } else if (entry.isSymbolicLink()) followLink(path, state)
    else if (entry.isFile() && state.wants(entry.name) && !state.excludes(toUri(path, state.cwd))) addFile(path, state)
  }
}

/** What a link leads to is judged at its real place; here it only matters whether that place is part of the walk. */
function followLink(path: string, { cwd, roots, notAnalysed, wants }: WalkState): void {
  const uri = toUri(path, cwd)
  try {
    const target = realpathSync(path)
    const inside = roots.some((root) => target === root || target.startsWith(root + sep))
    if (inside || (statSync(target).isFile() && !wants(path))) return
    notAnalysed.push({ uri, reason: 'link-outside', message: 'a link that leads out of the scanned folder is not followed' })
  } catch {
    if (wants(path)) notAnalysed.push({ uri, reason: 'broken-link', message: 'a link that leads nowhere' })
  }
}

function addFile(path: string, { cwd, files }: WalkState): void {
  const uri = toUri(path, cwd)
  files.set(uri, { uri, path })
}

function toUri(path: string, cwd: string): string {
  return (relative(cwd, path) || '.').replaceAll(sep, '/')
}
