import { InventoryError } from '../package.ts'

const MAGIC = 'SQLite format 3\u0000'
const MAX_DEPTH = 20
const INTERIOR = 5
const LEAF = 13

/** The kinds of value of a record that are not integers. */
type Column = { readonly text: string } | { readonly blob: Buffer } | { readonly integer: number } | undefined

export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= 512 && bytes.toString('latin1', 0, 16) === MAGIC
}

/**
 * The blobs of one table of a SQLite file, read from its pages: an image's database must not be opened as a database,
 * which would need it on disk and would run what its schema says.
 */
export function* readSqliteBlobs(bytes: Buffer, table: string): Generator<Buffer> {
  const file = new SqliteFile(bytes)
  for (const [, name, , root] of file.rows(1)) {
    if (name === undefined || !('text' in name) || name.text !== table || root === undefined || !('integer' in root)) continue
    for (const row of file.rows(root.integer)) for (const column of row) if (column !== undefined && 'blob' in column) yield column.blob
  }
}

class SqliteFile {
  readonly #bytes: Buffer
  readonly #pageSize: number
  readonly #usable: number

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    const size = bytes.readUInt16BE(16)
    this.#pageSize = size === 1 ? 65_536 : size
    this.#usable = this.#pageSize - bytes[20]!
    if (this.#pageSize < 512 || this.#usable < 480) throw new InventoryError('SQLite file has an odd page size')
  }

  /** The rows of the table whose tree begins at `page`. */
  *rows(page: number, depth = 0): Generator<readonly Column[]> {
    if (depth > MAX_DEPTH) throw new InventoryError('SQLite table is nested too deeply')
    const data = this.#page(page)
    // The first page begins with the header of the file.
    const header = page === 1 ? 100 : 0
    const type = data[header]
    const cells = data.readUInt16BE(header + 3)
    if (type !== INTERIOR && type !== LEAF) throw new InventoryError(`SQLite page ${page} is of no table`)
    const pointers = header + (type === INTERIOR ? 12 : 8)
    if (pointers + cells * 2 > data.length) throw new InventoryError(`SQLite page ${page} is broken`)
    for (let cell = 0; cell < cells; cell++) {
      const at = data.readUInt16BE(pointers + cell * 2)
      if (at + 4 > data.length) throw new InventoryError(`SQLite page ${page} is broken`)
      if (type === INTERIOR) yield* this.rows(data.readUInt32BE(at), depth + 1)
      else yield columnsOf(this.#payload(data, at))
    }
    if (type === INTERIOR) yield* this.rows(data.readUInt32BE(header + 8), depth + 1)
  }

  #page(number: number): Buffer {
    const start = (number - 1) * this.#pageSize
    if (number < 1 || start + this.#pageSize > this.#bytes.length) throw new InventoryError(`SQLite page ${number} is not there`)
    return this.#bytes.subarray(start, start + this.#pageSize)
  }

  /** The record of a leaf's cell, with what overflowed onto other pages. */
  #payload(page: Buffer, cell: number): Buffer {
    const [length, afterLength] = varint(page, cell)
    const [, start] = varint(page, afterLength)
    if (length > this.#bytes.length) throw new InventoryError('SQLite record is longer than its file')
    const most = this.#usable - 35
    if (length <= most) return page.subarray(start, start + length)
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23
    const spread = least + ((length - least) % (this.#usable - 4))
    const here = spread <= most ? spread : least
    const parts = [page.subarray(start, start + here)]
    let missing = length - here
    for (let next = page.readUInt32BE(start + here); missing > 0;) {
      const overflow = this.#page(next)
      const part = overflow.subarray(4, 4 + Math.min(missing, this.#usable - 4))
      parts.push(part)
      missing -= part.length
      next = overflow.readUInt32BE(0)
    }
    return Buffer.concat(parts)
  }
}

function columnsOf(record: Buffer): readonly Column[] {
  const [headerLength, first] = varint(record, 0)
  const columns: Column[] = []
  let body = headerLength
  for (let at = first; at < headerLength;) {
    const [type, next] = varint(record, at)
    at = next
    const size = type >= 12 ? Math.floor((type - 12) / 2) : [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type]!
    const value = record.subarray(body, body + size)
    body += size
    if (type >= 12) columns.push(type % 2 === 0 ? { blob: value } : { text: value.toString('utf8') })
    else if (type === 8 || type === 9) columns.push({ integer: type - 8 })
    else columns.push(type >= 1 && type <= 5 ? { integer: value.readIntBE(0, size) } : undefined)
  }
  return columns
}

/** A SQLite varint; values past 2^53 do not occur in what is read here. */
function varint(data: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0
  for (let index = 0; index < 9; index++) {
    const byte = data[at + index]
    if (byte === undefined) throw new InventoryError('SQLite record is cut off')
    if (index === 8) return [value * 256 + byte, at + 9]
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + index + 1]
  }
  return [value, at + 9]
}
