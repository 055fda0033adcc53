import { InventoryError } from '../package.ts'

const HASH_MAGIC = 0x0006_1561
const PAGE_HEADER = 26
const HASH_PAGES = new Set([2, 13])
const OVERFLOW_PAGE = 7
const KEY_DATA = 1
const OFF_PAGE = 3

export function isBerkeleyDb(bytes: Buffer): boolean {
  return bytes.length >= 512 && (bytes.readUInt32LE(12) === HASH_MAGIC || bytes.readUInt32BE(12) === HASH_MAGIC)
}

/** The values of a Berkeley DB hash file: every second item of every hash page, most of them on overflow pages. */
export function* readBerkeleyDb(bytes: Buffer): Generator<Buffer> {
  const little = bytes.readUInt32LE(12) === HASH_MAGIC
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const u16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const pageSize = u32(20)
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0)
    throw new InventoryError('rpm database has an odd page size')
  const pages = Math.min(u32(32), Math.floor(bytes.length / pageSize) - 1)
  for (let page = 1; page <= pages; page++) {
    const start = page * pageSize
    if (!HASH_PAGES.has(bytes[start + 25]!)) continue
    const items = Math.min(u16(start + 20), Math.floor((pageSize - PAGE_HEADER) / 2))
    for (let item = 1; item < items; item += 2) {
      const offset = u16(start + PAGE_HEADER + item * 2)
      const end = u16(start + PAGE_HEADER + (item - 1) * 2)
      if (offset >= pageSize) continue
      const at = start + offset
      if (bytes[at] === OFF_PAGE && offset + 12 <= pageSize) yield overflow(u32(at + 4), u32(at + 8))
      // Short values, such as the counter of the database, stand in the page; a header never is that short.
      else if (bytes[at] === KEY_DATA && end - offset > 64) yield bytes.subarray(at + 1, start + end)
    }
  }

  function overflow(first: number, length: number): Buffer {
    const parts: Buffer[] = []
    let total = 0
    for (let page = first, steps = 0; page !== 0; page = u32(page * pageSize + 16), steps++) {
      const start = page * pageSize
      if (page > pages || steps > pages || bytes[start + 25] !== OVERFLOW_PAGE) throw new InventoryError('rpm database has a broken page')
      const used = u32(start + 16) === 0 ? u16(start + 22) : pageSize - PAGE_HEADER
      parts.push(bytes.subarray(start + PAGE_HEADER, Math.min(start + PAGE_HEADER + used, start + pageSize)))
      total += used
    }
    if (total < length) throw new InventoryError('rpm database is cut off')
    return Buffer.concat(parts).subarray(0, length)
  }
}
