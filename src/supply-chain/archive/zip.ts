import { inflateRawSync } from 'node:zlib'

import { ArchiveError } from './archive-error.ts'

export interface ZipEntry {
  readonly name: string
  /** Inflated size in bytes, as the archive claims it; reading holds it to that. */
  readonly size: number
  /** @throws {ArchiveError} where the data is broken or larger than it claims */
  read(): Buffer
}

const END = 0x0605_4b50
const CENTRAL = 0x0201_4b50
const LOCAL = 0x0403_4b50
const MAX_ENTRIES = 200_000
/** No single file of an archive is read past this. In bytes. */
const MAX_SIZE = 512 * 1024 * 1024

/**
 * The files of a zip archive, by its central directory.
 *
 * @throws {ArchiveError}
 */
export function readZip(bytes: Buffer): readonly ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) throw new ArchiveError('not a zip archive')
  const count = bytes.readUInt16LE(end + 10)
  const entries: ZipEntry[] = []
  // Data may stand in front of the archive, as in a self-extracting one; offsets count from its own start.
  const directory = end - bytes.readUInt32LE(end + 12)
  const shift = directory - bytes.readUInt32LE(end + 16)
  for (let at = directory; entries.length < Math.min(count, MAX_ENTRIES);) {
    if (at < 0 || at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new ArchiveError('the zip directory is broken')
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.push(entryAt(bytes, at, name, shift))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function entryAt(bytes: Buffer, central: number, name: string, shift: number): ZipEntry {
  const method = bytes.readUInt16LE(central + 10)
  const packed = bytes.readUInt32LE(central + 20)
  const size = bytes.readUInt32LE(central + 24)
  const local = bytes.readUInt32LE(central + 42) + Math.max(shift, 0)
  return {
    name,
    size,
    read() {
      if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new ArchiveError(`${name}: broken zip entry`)
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const data = bytes.subarray(start, start + packed)
      if (method === 0) return data
      if (method !== 8 || size > MAX_SIZE) throw new ArchiveError(`${name}: cannot be unpacked`)
      try {
        return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) })
      } catch {
        throw new ArchiveError(`${name}: broken or larger than it claims`)
      }
    },
  }
}
