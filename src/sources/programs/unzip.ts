import { inflateRawSync } from 'node:zlib'

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const deflated = 8

export interface ZipEntry {
  readonly name: string
  /** Length when unpacked, in bytes. */
  readonly size: number
  /** @throws {Error} when the packed bytes are damaged or of another method than stored and deflated */
  readonly unpack: () => Buffer
}

/**
 * The entries of a zip archive, by its central directory (PKWARE APPNOTE 4.3.12). Enough for archives that come from a
 * package manager: no encryption, no 64-bit sizes.
 *
 * @throws {RangeError} when the bytes are not such an archive
 */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from(Uint32Array.of(endOfDirectory).buffer))
  if (end === -1) throw new RangeError('not a zip archive')
  const count = archive.readUInt16LE(end + 10)
  const entries: ZipEntry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new RangeError('damaged zip directory')
    const nameLength = archive.readUInt16LE(at + 28)
    const method = archive.readUInt16LE(at + 10)
    const packedSize = archive.readUInt32LE(at + 20)
    const size = archive.readUInt32LE(at + 24)
    const header = archive.readUInt32LE(at + 42)
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      size,
      unpack: () => {
        const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
        const packed = archive.subarray(start, start + packedSize)
        return method === deflated ? inflateRawSync(packed, { maxOutputLength: size }) : packed
      },
    })
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}
