import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { relative, sep } from 'node:path'

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
    const found = { uri: toUri(path, options.cwd), path }
    if (statSync(path).isDirectory()) walkFolder(found, 0, state)
    else files.set(found.uri, found)
  }
  return { files: [...files.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1)), notAnalysed }
}

interface WalkState extends WalkOptions {
  readonly files: Map<string, Found>
  readonly notAnalysed: NotAnalysed[]
  readonly roots: readonly string[]
}

function walkFolder({ uri, path: folder }: Found, depth: number, state: WalkState): void {
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
  // Put together by hand: `relative` and `join` take longer than looking at an entry does.
  const uriStart = uri === '.' ? '' : `${uri}/`
  const pathStart = folder.endsWith(sep) ? folder : folder + sep
  for (const entry of entries) {
    const found = { uri: uriStart + entry.name, path: pathStart + entry.name }
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !state.excludes(`${found.uri}/`)) walkFolder(found, depth + 1, state)
    } else if (entry.isSymbolicLink()) followLink(found, state)
    else if (entry.isFile() && state.wants(entry.name) && !state.excludes(found.uri)) state.files.set(found.uri, found)
  }
}

/** What a link leads to is judged at its real place; here it only matters whether that place is part of the walk. */
function followLink({ uri, path }: Found, { roots, notAnalysed, wants }: WalkState): void {
  try {
    const target = realpathSync(path)
    const inside = roots.some((root) => target === root || target.startsWith(root + sep))
    if (inside || (statSync(target).isFile() && !wants(path))) return
    notAnalysed.push({ uri, reason: 'link-outside', message: 'a link that leads out of the scanned folder is not followed' })
  } catch {
    if (wants(path)) notAnalysed.push({ uri, reason: 'broken-link', message: 'a link that leads nowhere' })
  }
}

function toUri(path: string, cwd: string): string {
  return (relative(cwd, path) || '.').replaceAll(sep, '/')
}
