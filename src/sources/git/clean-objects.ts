import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { makeFolder } from '../../core/make-folder.ts'
import type { SecretRule } from '../../models/secret/rule.ts'
import { git } from './command.ts'

const headerLength = 32

/**
 * The objects in which an earlier run with the same rules found nothing: a later run reads only what is new. The file holds
 * a hash of the rules and object ids, nothing else; objects with findings are never in it. It lives in the git directory.
 */
export class CleanObjects {
  readonly #file: string
  readonly #header: Buffer
  readonly #known: Set<string>

  private constructor(file: string, header: Buffer, known: Set<string>) {
    this.#file = file
    this.#header = header
    this.#known = known
  }

  /** Opens the list of a repository; one that was made with other rules, or is broken, counts as empty. */
  static async open(folder: string, rules: readonly SecretRule[]): Promise<CleanObjects> {
    const path = (await git(folder, 'rev-parse', '--git-path', 'breakwater/secrets-clean')).trimEnd()
    const file = path.startsWith('/') ? path : join(folder, path)
    const header = rulesHash(rules)
    const known = new Set<string>()
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    const width = bytes[headerLength] ?? 0
    if (
      bytes.subarray(0, headerLength).equals(header) &&
      (width === 20 || width === 32) &&
      (bytes.length - headerLength - 1) % width === 0
    ) {
      for (let at = headerLength + 1; at < bytes.length; at += width) known.add(bytes.toString('hex', at, at + width))
    }
    return new CleanObjects(file, header, known)
  }

  has(oid: string): boolean {
    return this.#known.has(oid)
  }

  add(oid: string): void {
    this.#known.add(oid)
  }

  /** Writes the list beside the old one and then takes its place, so that an interrupted run spoils nothing. */
  async save(): Promise<void> {
    const oids = [...this.#known].sort()
    const width = (oids[0]?.length ?? 40) / 2
    makeFolder(dirname(this.#file))
    const fresh = `${this.#file}.${process.pid}`
    await writeFile(fresh, Buffer.concat([this.#header, Buffer.from([width]), ...oids.map((oid) => Buffer.from(oid, 'hex'))]))
    await rename(fresh, this.#file)
  }
}

/** Bump when the engine finds something that it did not find before with the same rules. */
const engineVersion = 1

function rulesHash(rules: readonly SecretRule[]): Buffer {
  const hash = createHash('sha256').update(String(engineVersion))
  for (const { id, keywords, finder, entropy, paths, accepts } of rules) {
    const form = 'pattern' in finder ? finder.pattern.source : 'find' in finder ? finder.find.toString() : ''
    hash.update(JSON.stringify([id, keywords, finder.how, form, entropy, paths?.source, accepts?.toString()]))
  }
  return hash.digest()
}
