import { StringDecoder } from 'node:string_decoder'

import { finished, git, records, startGit } from './command.ts'

export interface Commit {
  readonly hash: string
  readonly author: string
  readonly email: string
  /** Author date, ISO 8601. */
  readonly date: string
  readonly message: string
}

/** A place at which a blob came into the history. */
export interface Entrance {
  readonly commit: Commit
  readonly path: string
}

/** What commits brought: for each blob where it entered first, and the commits themselves. */
export interface History {
  readonly commits: readonly Commit[]
  /** By object id; the oldest entrance that is seen is last. */
  readonly entrances: ReadonlyMap<string, readonly Entrance[]>
}

/** Entrances kept for one blob: the newest few do not matter, the oldest does. */
const maxEntrances = 8

/**
 * Reads the commits that `selection` names (arguments of `git log`, such as `--all` or `main..topic`) and what each changed.
 * Merges count for what is in none of their parents.
 */
export async function readHistory(folder: string, selection: readonly string[]): Promise<History> {
  const format = '--format=%x01%H%x00%an%x00%ae%x00%aI%x00%B%x00'
  const args = [
    'log',
    '--raw',
    '-c',
    '-z',
    '--root',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '--no-notes',
    format,
  ]
  const child = startGit(folder, [...args, ...selection, '--'])
  child.stdin.end()
  const done = finished(child)
  done.catch(() => {})
  const reader = new LogReader()
  const decoder = new StringDecoder('utf8')
  for await (const piece of child.stdout as AsyncIterable<Buffer>) reader.read(decoder.write(piece))
  await done
  return reader.end()
}

/** Takes the NUL-separated stream of `git log --raw -z` apart. */
class LogReader {
  readonly #commits: Commit[] = []
  readonly #entrances = new Map<string, Entrance[]>()
  #rest = ''
  #fields: string[] | undefined
  #change: string | undefined

  read(piece: string): void {
    const parts = (this.#rest + piece).split('\0')
    this.#rest = parts.pop()!
    for (const part of parts) this.#record(part)
  }

  end(): History {
    return { commits: this.#commits, entrances: this.#entrances }
  }

  #record(record: string): void {
    if (this.#fields !== undefined) {
      this.#fields.push(record)
      if (this.#fields.length === 5) this.#finishCommit(this.#fields)
      return
    }
    if (this.#change !== undefined) {
      this.#enter(this.#change, record)
      this.#change = undefined
      return
    }
    const start = record.search(/[\u0001:]/)
    if (start === -1) return
    if (record[start] === '\u0001') this.#fields = [record.slice(start + 1)]
    else this.#change = record.slice(start)
  }

  #finishCommit([hash, author, email, date, message]: readonly string[]): void {
    this.#commits.push({ hash: hash!, author: author!, email: email!, date: date!, message: message! })
    this.#fields = undefined
  }

  /** `:100644 100644 OLD NEW M`, for a merge of two parents `::100644 100644 100644 OLD OLD NEW MM`. */
  #enter(change: string, path: string): void {
    const parents = change.search(/[^:]/)
    const words = change.slice(parents).split(' ')
    const mode = words[parents]!
    const oid = words[parents * 2 + 1]!
    if (!mode.startsWith('100') || /^0+$/.test(oid)) return
    const entrance = { commit: this.#commits.at(-1)!, path }
    const known = this.#entrances.get(oid)
    if (known === undefined) this.#entrances.set(oid, [entrance])
    else if (known.length < maxEntrances) known.push(entrance)
    else known[maxEntrances - 1] = entrance
  }
}

/** Object ids of the files of a tree, with their paths. Empty when the revision does not exist (no commit yet). */
export async function filesAt(folder: string, revision: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = new Map<string, string[]>()
  const exists = await git(folder, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).then(
    () => true,
    () => false,
  )
  if (!exists) return files
  for (const record of records(await git(folder, 'ls-tree', '-r', '-z', '--full-tree', revision))) {
    const tab = record.indexOf('\t')
    const [mode, , oid] = record.slice(0, tab).split(' ')
    if (!mode!.startsWith('100')) continue
    const paths = files.get(oid!)
    if (paths === undefined) files.set(oid!, [record.slice(tab + 1)])
    else paths.push(record.slice(tab + 1))
  }
  return files
}

/** A file as it stands in the index, and the object it replaces. */
export interface StagedFile {
  readonly path: string
  readonly oid: string
  readonly replaces: string | undefined
}

/** What the next commit would add or change. */
export async function stagedFiles(folder: string): Promise<readonly StagedFile[]> {
  const parts = records(
    await git(
      folder,
      'diff-index',
      '--cached',
      '--raw',
      '-z',
      '--no-renames',
      '--no-abbrev',
      '--diff-filter=AMT',
      await headOrNothing(folder),
      '--',
    ),
  )
  const files: StagedFile[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode, replaced, oid] = parts[at]!.split(' ')
    if (mode!.startsWith('100')) files.push({ path: parts[at + 1]!, oid: oid!, replaces: /^0+$/.test(replaced!) ? undefined : replaced })
  }
  return files
}

/** HEAD, or the empty tree in a repository without commits. */
async function headOrNothing(folder: string): Promise<string> {
  return git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD').then(
    (head) => head.trim(),
    async () => (await git(folder, 'hash-object', '-t', 'tree', '/dev/null')).trim(),
  )
}
