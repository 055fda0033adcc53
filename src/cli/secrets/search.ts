import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import type { ScanOptions } from '../../models/secret/detect.ts'
import { scanFile } from '../../models/secret/file.ts'
import { SearchedText, type FoundSecret } from '../../models/secret/searched-text.ts'
import { isSkippedPath } from '../../models/secret/skipped-paths.ts'
import { walk } from '../../sources/files/walk.ts'
import { GitError, repositoryRoot } from '../../sources/git/command.ts'
import { pushedSelection, scanHistory, scanStaged, type PushedRef, type RepositoryScan } from '../../sources/git/secrets.ts'
import type { Invocation, Io } from '../command.ts'
import { secretsConfig } from './config.ts'

/** What a search read and found. Texts without a secret are only counted. */
export interface Searched {
  readonly texts: readonly SearchedText[]
  readonly files: number
  readonly notAnalysed: readonly NotAnalysed[]
}

/** The files below the given paths, archives included. */
export async function readTreeSecrets(invocation: Invocation, options: ScanOptions): Promise<Searched> {
  const { targets, io } = invocation
  const paths = (targets.length === 0 ? ['.'] : targets).map((path) => {
    const absolute = resolve(io.cwd, path)
    if (!existsSync(absolute)) throw new BreakwaterError('path-not-found', { path })
    return absolute
  })
  const config = await secretsConfig(invocation)
  const found = walk(paths, { cwd: io.cwd, excludes: config.excludes, wants: (uri) => !isSkippedPath(uri) })
  const notAnalysed: NotAnalysed[] = [...found.notAnalysed]
  const texts: SearchedText[] = []
  for (const { uri, path } of found.files) {
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
    } catch (error) {
      notAnalysed.push({ uri, reason: 'unreadable', message: (error as Error).message })
      continue
    }
    const { files, problems } = scanFile(uri, bytes, options)
    for (const { source, matches } of files)
      texts.push(
        new SearchedText(
          source,
          matches.map((match) => ({ match })),
        ),
      )
    notAnalysed.push(...problems.map((message) => ({ uri, reason: 'partly-read', message })))
  }
  return { texts, files: found.files.length, notAnalysed }
}

/** What git holds: the index, or a piece of the history. */
export async function readGitSecrets({ targets, flags, io }: Invocation, options: ScanOptions): Promise<Searched> {
  const folder = resolve(io.cwd, targets[0] ?? '.')
  try {
    const root = await repositoryRoot(folder)
    if (flags['staged'] === true) return searchedOf(await scanStaged(root, options))
    const selection = await selectionOf(flags, io)
    if (selection?.length === 0) return { texts: [], files: 0, notAnalysed: [] }
    return searchedOf(
      await scanHistory(root, { ...options, cache: flags['cache'] !== false, ...(selection === undefined ? {} : { selection }) }),
    )
  } catch (cause) {
    if (cause instanceof GitError) throw new BreakwaterError('git-failed', { reason: cause.message }, { cause })
    throw cause
  }
}

/** The message that a commit-msg hook is given. Lines that git itself will drop are not read. */
export function readMessageSecrets(file: string, cwd: string, options: ScanOptions): Searched {
  const path = resolve(cwd, file)
  if (!existsSync(path)) throw new BreakwaterError('path-not-found', { path: file })
  const kept = readFileSync(path, 'utf8')
    .replace(/^# -+ >8 -+[\s\S]*/m, '')
    .replaceAll(/^#.*$/gm, '')
  return { texts: [SearchedText.search({ uri: file, text: kept }, options)], files: 1, notAnalysed: [] }
}

/** Arguments of `git log` for what the flags ask; undefined for the whole history. */
async function selectionOf(flags: Invocation['flags'], io: Io): Promise<readonly string[] | undefined> {
  if (typeof flags['pushed'] === 'string') return pushedSelection(await readPushedRefs(io), flags['pushed'])
  if (typeof flags['since'] === 'string') return ['--all', `--since=${flags['since']}`]
  if (typeof flags['range'] !== 'string') return undefined
  const revisions = flags['range'].split(/\s+/)
  // A revision that looks like an option would be one to git.
  if (revisions.some((revision) => revision.startsWith('-') || revision === ''))
    throw new BreakwaterError('bad-usage', { problem: `--range ${flags['range']}` })
  return revisions
}

async function readPushedRefs({ stdin }: Io): Promise<readonly PushedRef[]> {
  const pieces: Buffer[] = []
  for await (const piece of stdin) pieces.push(piece as Buffer)
  const lines = Buffer.concat(pieces).toString('utf8').split('\n')
  return lines.flatMap((line) => {
    const [, localHash, , remoteHash] = line.trim().split(' ')
    return remoteHash !== undefined && /^[0-9a-f]{40,64}$/.test(localHash!) && /^[0-9a-f]{40,64}$/.test(remoteHash)
      ? [{ localHash: localHash!, remoteHash }]
      : []
  })
}

/** Secrets of one version of one file become one text. */
function searchedOf(scan: RepositoryScan): Searched {
  const byText = new Map<string, { readonly source: SearchedText['source']; readonly secrets: FoundSecret[] }>()
  for (const { match, source, commit, atHead } of scan.secrets) {
    const origin =
      commit === undefined
        ? {}
        : { origin: { commit: commit.hash, author: `${commit.author} <${commit.email}>`, date: commit.date, atHead: atHead === true } }
    const key = `${source.uri}\u0000${commit?.hash ?? ''}`
    const known = byText.get(key)
    if (known === undefined) byText.set(key, { source, secrets: [{ match, ...origin }] })
    else known.secrets.push({ match, ...origin })
  }
  return {
    texts: [...byText.values()].map(({ source, secrets }) => new SearchedText(source, secrets)),
    files: scan.read + scan.cached,
    notAnalysed: scan.problems.map((message) => ({ uri: message.replace(/: .*$/s, ''), reason: 'partly-read', message })),
  }
}
