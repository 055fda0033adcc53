import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { git, GitError, records } from './command.ts'
import { filesAt } from './history.ts'
import { readObjects } from './objects.ts'

/** An old state of a repository that the present one is held against. */
export interface Revision {
  readonly commit: string
  /** Present paths by the old ones, for files that were renamed since. Relative to the top folder, like all paths here. */
  readonly renames: ReadonlyMap<string, string>
  /** Files that are part of the project now: tracked, or new and not ignored. */
  readonly present: ReadonlySet<string>
}

/** More than this is not written to a temporary folder. In bytes. */
const largestTree = 4 * 1024 ** 3

/**
 * The state to compare with: where HEAD and `revision` parted, so that what others have changed on that branch since does
 * not count; `revision` itself where they have nothing in common.
 *
 * @throws {GitError} when there is no such revision
 */
export async function openRevision(root: string, revision: string): Promise<Revision> {
  const named = await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).catch((cause: unknown) => {
    throw cause instanceof GitError ? new GitError(`there is no revision ${revision}`, cause.exitCode) : cause
  })
  const commit = await git(root, 'merge-base', named.trim(), 'HEAD').catch(() => named)
  return { commit: commit.trim(), renames: await renamesSince(root, commit.trim()), present: await presentFiles(root) }
}

/** The index is asked, not the files: comparing those could run programs that the repository names. */
async function renamesSince(root: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const renames = new Map<string, string>()
  const parts = records(await git(root, 'diff-index', '--cached', '--name-status', '-z', '-M', '--diff-filter=R', commit, '--'))
  for (let at = 0; at + 2 < parts.length; at += 3) renames.set(parts[at + 1]!, parts[at + 2]!)
  return renames
}

async function presentFiles(root: string): Promise<ReadonlySet<string>> {
  return new Set(records(await git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name')))
}

/**
 * Writes the wanted files of a commit below a folder, straight from the objects: no filter, hook or attribute of the
 * repository takes part, and links and submodules are left out.
 *
 * @throws {GitError}
 */
export async function writeFilesAt(root: string, commit: string, folder: string, wants: (path: string) => boolean): Promise<void> {
  const files = new Map(
    [...(await filesAt(root, commit))].flatMap(([oid, paths]) => {
      const wanted = paths.filter((path) => staysInside(path) && wants(path))
      return wanted.length === 0 ? [] : [[oid, wanted] as const]
    }),
  )
  let written = 0
  for await (const { oid, bytes } of readObjects(root, files.keys())) {
    for (const path of files.get(oid) ?? []) {
      written += bytes.length
      if (written > largestTree) throw new GitError(`the files of ${commit} are larger than ${largestTree / 1024 ** 3} GB`)
      const target = join(folder, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes)
    }
  }
}

/** Git refuses such names, but a repository that was made by hand may hold them. */
function staysInside(path: string): boolean {
  return path !== '' && !path.split(/[/\\]/).some((part) => part === '' || part === '.' || part === '..')
}
