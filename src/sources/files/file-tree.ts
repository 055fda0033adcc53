import { join, relative, resolve, sep } from 'node:path'

import type { Source } from '../../core/location.ts'

/** The files that are scanned together, for readers that need more than one file at a time. */
export interface FileTree {
  /** Absolute path of the working directory, which `uri`s are relative to. */
  readonly cwd: string
  /** The files found, as `uri`s. */
  readonly files: readonly string[]
  /**
   * A text file, whether the walk found it or another file only names it; undefined where there is none, where it is
   * no text, or where `contains` says no. One file is one `Source`, however often it is read.
   */
  read(uri: string): Source | undefined
  /** Texts that stand in for what files hold, by `uri`: edits that are not saved yet. `read` gives them too. */
  readonly overlay?: ReadonlyMap<string, string> | undefined
  /** Whether an absolute path, links resolved, lies where a scan may read: in the scanned folders or the working directory. */
  contains(path: string): boolean
  /** The archive that the files come out of. They lie unpacked in a folder for now, and nothing can be written back. */
  readonly archive?: { readonly uri: string; readonly folder: string }
}

/** The absolute path of a file of the tree. */
export function pathOf(tree: FileTree, uri: string): string {
  const { archive, cwd } = tree
  return archive !== undefined && uri.startsWith(`${archive.uri}/`)
    ? join(archive.folder, uri.slice(archive.uri.length))
    : resolve(cwd, uri)
}

/** The `uri` of an absolute path: relative to the working directory where it lies below it, with forward slashes. */
export function uriOf(tree: FileTree, path: string): string {
  const { archive } = tree
  if (archive !== undefined && path.startsWith(archive.folder + sep))
    return archive.uri + path.slice(archive.folder.length).replaceAll(sep, '/')
  const fromHere = relative(tree.cwd, path)
  return (fromHere.startsWith('..') ? path : fromHere).replaceAll(sep, '/')
}
