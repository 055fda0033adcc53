import { rmSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'

import { normalisePythonName } from '../versions/pep440.ts'
import type { Advisory, Affected } from './osv.ts'

/** Raised when what the store holds or how it is laid out changes; an older store is compiled anew. */
export const STORE_VERSION = 2

/** One statement of an advisory about one package, as the store hands it out. */
export interface StoredAffected {
  readonly advisory: Omit<Advisory, 'affected'>
  readonly affected: Affected
}

const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE advisory (row INTEGER PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE affected (ecosystem TEXT NOT NULL, name TEXT NOT NULL, advisory INTEGER NOT NULL, body TEXT NOT NULL);
`

/**
 * Compiles advisories into a store.
 *
 * @param path where to write it; `:memory:` keeps it in memory
 * @returns the open store
 */
export function compileStore(path: string, advisories: Iterable<Advisory>): AdvisoryStore {
  if (path !== ':memory:') rmSync(path, { force: true })
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;')
  database.exec(SCHEMA)
  const addAdvisory = database.prepare('INSERT INTO advisory (row, body) VALUES (?, ?)')
  const addAffected = database.prepare('INSERT INTO affected (ecosystem, name, advisory, body) VALUES (?, ?, ?, ?)')
  let rows = 0
  let newest = ''
  database.exec('BEGIN')
  for (const { affected, ...advisory } of advisories) {
    if (affected.length === 0) continue
    rows++
    if (advisory.modified > newest) newest = advisory.modified
    addAdvisory.run(rows, JSON.stringify(advisory))
    for (const each of affected) {
      const ecosystem = baseOf(each.ecosystem)
      addAffected.run(ecosystem, keyName(ecosystem, each.name), rows, JSON.stringify(each))
    }
  }
  database.exec('CREATE INDEX by_package ON affected (ecosystem, name)')
  const addMeta = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
  addMeta.run('version', String(STORE_VERSION))
  addMeta.run('advisories', String(rows))
  addMeta.run('newest', newest)
  database.exec('COMMIT')
  return new AdvisoryStore(database)
}

/**
 * Opens a compiled store for reading. Undefined where the file is no store of this version.
 */
export function openStore(path: string): AdvisoryStore | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true })
    const found = database.prepare("SELECT value FROM meta WHERE key = 'version'").get()
    if (found?.['value'] === String(STORE_VERSION)) return new AdvisoryStore(database)
  } catch {
    // Not a database, or not one of ours.
  }
  database?.close()
  return undefined
}

/** Advisories by ecosystem and package. */
export class AdvisoryStore implements Disposable {
  readonly #database: DatabaseSync
  readonly #byPackage: StatementSync
  readonly #byRow: StatementSync
  readonly #meta: StatementSync
  readonly #advisories = new Map<number, Omit<Advisory, 'affected'>>()

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#byPackage = database.prepare('SELECT advisory, body FROM affected WHERE ecosystem = ? AND name = ?')
    this.#byRow = database.prepare('SELECT body FROM advisory WHERE row = ?')
    this.#meta = database.prepare('SELECT value FROM meta WHERE key = ?')
  }

  /** How many advisories the store holds. */
  get size(): number {
    return Number(this.#meta.get('advisories')?.['value'] ?? 0)
  }

  /** The time of the newest change of any advisory, as ISO 8601: how old the knowledge is. Empty for an empty store. */
  get newest(): string {
    return String(this.#meta.get('newest')?.['value'] ?? '')
  }

  /** Everything said of a package, for all releases of the ecosystem, which is given without its release. */
  find(ecosystem: string, name: string): readonly StoredAffected[] {
    return this.#byPackage.all(ecosystem, keyName(ecosystem, name)).map((row) => ({
      advisory: this.#advisory(Number(row['advisory'])),
      affected: JSON.parse(String(row['body'])) as Affected,
    }))
  }

  close(): void {
    this.#database.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #advisory(row: number): Omit<Advisory, 'affected'> {
    let found = this.#advisories.get(row)
    if (found === undefined) {
      found = JSON.parse(String(this.#byRow.get(row)?.['body'])) as Omit<Advisory, 'affected'>
      this.#advisories.set(row, found)
    }
    return found
  }
}

/** `Debian:12` without its release. */
export function baseOf(ecosystem: string): string {
  const colon = ecosystem.indexOf(':')
  const base = colon < 0 ? ecosystem : ecosystem.slice(0, colon)
  return base === 'CBL-Mariner' ? 'Azure Linux' : base
}

/** Names as each registry compares them. */
function keyName(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return normalisePythonName(name)
  return ecosystem === 'NuGet' || ecosystem === 'Packagist' || ecosystem === 'GitHub Actions' ? name.toLowerCase() : name
}
