import { InventoryError } from '../package.ts'
import { isBerkeleyDb, readBerkeleyDb } from './rpm-berkeley.ts'
import { readRpmHeader, type RpmPackage } from './rpm-header.ts'
import { isNdb, readNdb } from './rpm-ndb.ts'
import { isSqlite, readSqliteBlobs } from './sqlite-table.ts'

/**
 * The packages of an rpm database, of any of its three kinds: Berkeley DB (`Packages`), NDB (`Packages.db`) and
 * SQLite (`rpmdb.sqlite`). The kind is told from the bytes.
 *
 * @throws {InventoryError}
 */
export function readRpmDatabase(bytes: Buffer): readonly RpmPackage[] {
  const found: RpmPackage[] = []
  for (const blob of blobsOf(bytes)) {
    const read = readRpmHeader(blob)
    if (read !== undefined) found.push(read)
  }
  return found
}

function blobsOf(bytes: Buffer): Iterable<Buffer> {
  if (isSqlite(bytes)) return readSqliteBlobs(bytes, 'Packages')
  if (isNdb(bytes)) return readNdb(bytes)
  if (isBerkeleyDb(bytes)) return readBerkeleyDb(bytes)
  throw new InventoryError('not an rpm database', 0)
}
