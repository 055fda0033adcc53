import type { Source } from '../../core/location.ts'
import { scanText, type ScanOptions, type SecretMatch } from '../../models/secret/detect.ts'
import { scanFile } from '../../models/secret/file.ts'
import { secretRules } from '../../models/secret/rules.ts'
import { isSkippedPath } from '../../models/secret/skipped-paths.ts'
import { CleanObjects } from './clean-objects.ts'
import { filesAt, readHistory, stagedFiles, type Commit, type Entrance, type History } from './history.ts'
import { objectHeads, readObjects } from './objects.ts'

/** A secret that is or was in a repository. */
export interface RepositorySecret {
  readonly match: SecretMatch
  /** The text of the version that it was found in; `uri` is the path at that time. Commit messages are `COMMIT_MESSAGE`. */
  readonly source: Source
  /** The oldest known commit that brought it. Absent for staged changes. */
  readonly commit?: Commit
  /** Whether HEAD still holds it. Absent for staged changes. */
  readonly atHead?: boolean
}

export interface RepositoryScan {
  readonly secrets: readonly RepositorySecret[]
  readonly commits: number
  /** Unique file versions read, and those that an earlier run had found clean. */
  readonly read: number
  readonly cached: number
  readonly bytes: number
  readonly problems: readonly string[]
}

export interface HistoryOptions extends ScanOptions {
  /** Arguments of `git log` that select commits; all refs when left out. */
  readonly selection?: readonly string[]
  /** Keep a list of clean objects in the git directory (default), or do without. */
  readonly cache?: boolean
}

/** Objects above this size are named as a problem and not read. */
const maxObjectBytes = 64 * 1024 * 1024

/**
 * The secrets of a history: every unique file version of every selected commit is read once, and every commit message.
 * One secret in many versions of one file is one result, with the oldest commit.
 */
export async function scanHistory(folder: string, options: HistoryOptions = {}): Promise<RepositoryScan> {
  const history = await readHistory(folder, options.selection ?? ['--all'])
  // A list made while rules were left out would hide what they find.
  const clean = options.cache === false || (options.skip?.size ?? 0) > 0 ? undefined : await CleanObjects.open(folder, secretRules)
  const collected = new SecretCollection(await filesAt(folder, 'HEAD'))
  const wanted = await wantedObjects(folder, history, clean, collected.problems)
  let bytes = 0
  for await (const object of readObjects(folder, wanted.oids)) {
    bytes += object.bytes.length
    const entrances = history.entrances.get(object.oid)!
    const oldest = entrances.findLast(({ path }) => !isSkippedPath(path))!
    const { files, problems } = scanFile(oldest.path, object.bytes, options)
    collected.problems.push(...problems)
    if (files.length === 0) clean?.add(object.oid)
    for (const { source, matches } of files) for (const match of matches) collected.add(match, source, oldest, object.oid)
  }
  for (const commit of history.commits) {
    const source = { uri: 'COMMIT_MESSAGE', text: commit.message }
    for (const match of scanText(source, options)) collected.add(match, source, { commit, path: source.uri })
  }
  await clean?.save()
  return {
    secrets: collected.secrets(),
    commits: history.commits.length,
    read: wanted.oids.length,
    cached: wanted.cached,
    bytes,
    problems: collected.problems,
  }
}

async function wantedObjects(
  folder: string,
  history: History,
  clean: CleanObjects | undefined,
  problems: string[],
): Promise<{ oids: readonly string[]; cached: number }> {
  const oids: string[] = []
  let cached = 0
  for await (const { oid, type, size } of objectHeads(folder)) {
    if (type !== 'blob') continue
    const path = history.entrances.get(oid)?.findLast((entrance) => !isSkippedPath(entrance.path))?.path
    if (path === undefined) continue
    if (clean?.has(oid) === true) cached++
    else if (size > maxObjectBytes) problems.push(`${path}: ${Math.round(size / 1048576)} MiB are over the limit`)
    else oids.push(oid)
  }
  return { oids, cached }
}

/** Joins what is the same secret in the same file, keeping the oldest place. */
class SecretCollection {
  readonly problems: string[] = []
  readonly #byIdentity = new Map<string, RepositorySecret & { readonly commit: Commit }>()
  readonly #head: ReadonlyMap<string, readonly string[]>

  constructor(head: ReadonlyMap<string, readonly string[]>) {
    this.#head = head
  }

  add(match: SecretMatch, source: Source, { commit }: Entrance, oid?: string): void {
    const identity = `${match.fingerprint} ${source.uri}`
    const known = this.#byIdentity.get(identity)
    const atHead = (oid !== undefined && this.#head.has(oid)) || known?.atHead === true
    // The version at HEAD is the one to show; otherwise the oldest.
    if (known === undefined || commit.date < known.commit.date) this.#byIdentity.set(identity, { match, source, commit, atHead })
    else if (atHead !== known.atHead) this.#byIdentity.set(identity, { ...known, atHead })
  }

  secrets(): readonly RepositorySecret[] {
    return [...this.#byIdentity.values()].sort(
      (a, b) =>
        compare(a.source.uri, b.source.uri) ||
        a.match.range.start - b.match.range.start ||
        compare(a.match.fingerprint, b.match.fingerprint),
    )
  }
}

/** The secrets that the next commit would add: those that the version it replaces does not hold already. */
export async function scanStaged(folder: string, options: ScanOptions = {}): Promise<RepositoryScan> {
  const staged = (await stagedFiles(folder)).filter(({ path }) => !isSkippedPath(path))
  const contents = new Map<string, Buffer>()
  const oids = new Set(staged.map(({ oid }) => oid))
  for await (const { oid, bytes } of readObjects(folder, oids)) contents.set(oid, bytes)
  const secrets: RepositorySecret[] = []
  const problems: string[] = []
  const suspects: { readonly path: string; readonly replaces: string | undefined; readonly found: readonly RepositorySecret[] }[] = []
  let total = 0
  for (const { path, oid, replaces } of staged) {
    const bytes = contents.get(oid)
    if (bytes === undefined) continue
    total += bytes.length
    const scan = scanFile(path, bytes, options)
    problems.push(...scan.problems)
    const found = scan.files.flatMap(({ source, matches }) => matches.map((match) => ({ match, source })))
    if (found.length > 0) suspects.push({ path, replaces, found })
  }
  const before = await fingerprintsOf(folder, suspects, options)
  for (const { path, found } of suspects) secrets.push(...found.filter(({ match }) => before.get(path)?.has(match.fingerprint) !== true))
  return { secrets, commits: 0, read: staged.length, cached: 0, bytes: total, problems }
}

/** By path, the fingerprints of what the replaced versions hold. */
async function fingerprintsOf(
  folder: string,
  suspects: readonly { readonly path: string; readonly replaces: string | undefined }[],
  options: ScanOptions,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const replaced = suspects.filter(({ replaces }) => replaces !== undefined)
  const known = new Map<string, Set<string>>()
  if (replaced.length === 0) return known
  for await (const { oid, bytes } of readObjects(folder, new Set(replaced.map(({ replaces }) => replaces!)))) {
    for (const { path, replaces } of replaced) {
      if (replaces !== oid) continue
      known.set(path, new Set(scanFile(path, bytes, options).files.flatMap(({ matches }) => matches.map(({ fingerprint }) => fingerprint))))
    }
  }
  return known
}

/** One line of what git tells a pre-push hook on its standard input. */
export interface PushedRef {
  readonly localHash: string
  readonly remoteHash: string
}

/** `git log` selection of the commits that a push would publish. */
export function pushedSelection(refs: readonly PushedRef[], remote: string): readonly string[] {
  const added = refs.filter(({ localHash }) => !/^0+$/.test(localHash))
  if (added.length === 0) return []
  const known = refs.map(({ remoteHash }) => remoteHash).filter((hash) => !/^0+$/.test(hash))
  return [...added.map(({ localHash }) => localHash), '--not', `--remotes=${remote}`, ...known]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
