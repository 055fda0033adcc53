import { ArchiveError } from './archive-error.ts'

export type TarKind = 'file' | 'folder' | 'link' | 'symlink' | 'other'

export interface TarEntry {
  /** Inside the root, without a leading slash. */
  readonly path: string
  readonly kind: TarKind
  /** Unix permission bits, with set-user-id and the like. */
  readonly mode: number
  readonly size: number
  readonly target: string
  /** Where the content begins, counted from the start of the archive. */
  readonly offset: number
}

/** Gets the content of the files that it asks for, piece by piece; the pieces are only valid during the call. */
export interface TarVisitor {
  /** Called for every entry; returns what takes its content, or undefined to skip it. */
  enter(entry: TarEntry): ((piece: Uint8Array) => void) | undefined
  /** Called when the content of an entry that was taken has been passed on. */
  leave(entry: TarEntry): void
  /** A name that leads out of the root: the entry is left out. */
  refuse(path: string): void
}

export interface TarLimits {
  readonly bytes: number
  readonly entries: number
}

const BLOCK = 512
const MAX_NAME = 64 * 1024
const kinds: Readonly<Record<string, TarKind>> = { '0': 'file', '\u0000': 'file', '7': 'file', '5': 'folder', '1': 'link', '2': 'symlink' }

/**
 * Reads a tar archive from its pieces: ustar, with GNU's and PAX's long names.
 *
 * @throws {ArchiveError} where it is broken, cut off or past its limits
 */
export async function readTar(source: AsyncIterable<Uint8Array>, visitor: TarVisitor, limits: TarLimits): Promise<void> {
  const reader = new TarReader(visitor, limits)
  for await (const chunk of source) reader.push(chunk)
  reader.end()
}

/** A file of which any part can be read. */
export interface SeekableFile {
  /** In bytes. */
  readonly size: number
  /** Fills the buffer from a position on, as far as the file goes. Returns how many bytes it read. */
  read(into: Uint8Array, position: number): number
}

/**
 * Reads a tar archive that lies in a file, as `readTar` does, and passes over what the visitor does not ask for.
 *
 * @throws {ArchiveError} where it is broken, cut off or past its limits
 */
export function readTarFile(file: SeekableFile, visitor: TarVisitor, limits: TarLimits): void {
  const reader = new TarReader(visitor, limits)
  const chunk = Buffer.allocUnsafe(64 * 1024)
  for (let at = 0; at < file.size;) {
    const length = file.read(chunk, at)
    if (length === 0) break
    reader.push(chunk.subarray(0, length))
    at += length
    at += reader.passOver(file.size - at)
  }
  reader.end()
}

/** What the headers before an entry say of it. */
interface Overrides {
  path?: string
  target?: string
  size?: number
}

class TarReader {
  readonly #visitor: TarVisitor
  readonly #limits: TarLimits
  readonly #header = Buffer.alloc(BLOCK)
  #filled = 0
  #position = 0
  #entries = 0
  #remaining = 0
  #padding = 0
  #entry: TarEntry | undefined
  #take: ((piece: Uint8Array) => void) | undefined
  #long: { readonly kind: string; readonly pieces: Uint8Array[] } | undefined
  #overrides: Overrides = {}
  #ended = false

  constructor(visitor: TarVisitor, limits: TarLimits) {
    this.#visitor = visitor
    this.#limits = limits
  }

  push(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length && !this.#ended) {
      if (this.#remaining > 0) at += this.#content(chunk, at)
      else if (this.#padding > 0) at += this.#skip(chunk.length - at)
      else at += this.#fill(chunk, at)
    }
    if (this.#position > this.#limits.bytes) throw new ArchiveError(`unpacks into more than ${this.#limits.bytes} bytes`)
  }

  /** Goes on behind content that nobody takes, as far as there is any. Returns how many bytes need not be read. */
  passOver(available: number): number {
    if (this.#take !== undefined || this.#long !== undefined) return 0
    const length = Math.min(this.#remaining, available)
    this.#remaining -= length
    this.#position += length
    return length
  }

  end(): void {
    if (this.#remaining > 0 || (this.#filled > 0 && !this.#ended)) throw new ArchiveError('the tar archive is cut off')
  }

  #content(chunk: Uint8Array, at: number): number {
    const length = Math.min(this.#remaining, chunk.length - at)
    const piece = chunk.subarray(at, at + length)
    this.#take?.(piece)
    this.#long?.pieces.push(Uint8Array.from(piece))
    this.#remaining -= length
    this.#position += length
    if (this.#remaining === 0) this.#finish()
    return length
  }

  #skip(available: number): number {
    const length = Math.min(this.#padding, available)
    this.#padding -= length
    this.#position += length
    return length
  }

  #fill(chunk: Uint8Array, at: number): number {
    const length = Math.min(BLOCK - this.#filled, chunk.length - at)
    this.#header.set(chunk.subarray(at, at + length), this.#filled)
    this.#filled += length
    this.#position += length
    if (this.#filled === BLOCK) {
      this.#filled = 0
      this.#read()
    }
    return length
  }

  #read(): void {
    const header = this.#header
    // The archive ends with blocks of zeros.
    if (header.every((byte) => byte === 0)) {
      this.#ended = true
      return
    }
    checkSum(header)
    if (++this.#entries > this.#limits.entries) throw new ArchiveError(`holds more than ${this.#limits.entries} entries`)
    const type = String.fromCharCode(header[156]!)
    const size = number(header, 124, 12)
    const overridden = type === 'x' || type === 'g' || type === 'L' || type === 'K' ? size : (this.#overrides.size ?? size)
    this.#remaining = overridden
    this.#padding = (BLOCK - (overridden % BLOCK)) % BLOCK
    if (type === 'x' || type === 'L' || type === 'K' || type === 'g') {
      if (size > MAX_NAME) throw new ArchiveError('a name in the tar archive is too long')
      this.#long = { kind: type, pieces: [] }
      if (size === 0) this.#finish()
      return
    }
    this.#enter(type, overridden)
  }

  #enter(type: string, size: number): void {
    const header = this.#header
    const overrides = this.#overrides
    this.#overrides = {}
    const kind = kinds[type] ?? 'other'
    const written = overrides.path ?? ustarPath(header)
    // Links have no content, whatever size they announce.
    if (kind !== 'file' && kind !== 'other') this.#remaining = this.#padding = 0
    const path = insidePath(written)
    if (path === undefined) {
      this.#visitor.refuse(written)
      return
    }
    if (path === '') return
    const entry: TarEntry = {
      path,
      kind,
      mode: number(header, 100, 8) & 0o7777,
      size: this.#remaining,
      target: overrides.target ?? text(header, 157, 100),
      offset: this.#position,
    }
    const take = this.#visitor.enter(entry)
    if (take === undefined) return
    if (size === 0 || this.#remaining === 0) this.#visitor.leave(entry)
    else {
      this.#entry = entry
      this.#take = take
    }
  }

  #finish(): void {
    if (this.#long !== undefined) {
      const { kind, pieces } = this.#long
      this.#long = undefined
      const content = Buffer.concat(pieces)
      if (kind === 'L') this.#overrides.path = text(content, 0, content.length)
      else if (kind === 'K') this.#overrides.target = text(content, 0, content.length)
      else if (kind === 'x') Object.assign(this.#overrides, paxOverrides(content))
      return
    }
    if (this.#entry !== undefined) this.#visitor.leave(this.#entry)
    this.#entry = undefined
    this.#take = undefined
  }
}

/** The path without what leads nowhere; undefined where it leads out of the root. */
function insidePath(path: string): string | undefined {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else parts.push(part)
  }
  return parts.join('/')
}

function ustarPath(header: Buffer): string {
  const name = text(header, 0, 100)
  const prefix = header.toString('latin1', 257, 262) === 'ustar' && header[262] === 0 ? text(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function paxOverrides(content: Buffer): Overrides {
  const overrides: Overrides = {}
  for (let at = 0; at < content.length;) {
    const blank = content.indexOf(32, at)
    const length = Number(content.toString('latin1', at, blank < 0 ? at : blank))
    if (blank < 0 || !Number.isSafeInteger(length) || length <= blank - at || at + length > content.length)
      throw new ArchiveError('a PAX header of the tar archive is broken')
    const [key = '', ...value] = content.toString('utf8', blank + 1, at + length - 1).split('=')
    if (key === 'path') overrides.path = value.join('=')
    else if (key === 'linkpath') overrides.target = value.join('=')
    else if (key === 'size') overrides.size = Number(value[0])
    at += length
  }
  if (overrides.size !== undefined && !(Number.isSafeInteger(overrides.size) && overrides.size >= 0))
    throw new ArchiveError('a PAX header of the tar archive has no valid size')
  return overrides
}

function checkSum(header: Buffer): void {
  let sum = 256
  for (let index = 0; index < BLOCK; index++) if (index < 148 || index >= 156) sum += header[index]!
  if (sum !== number(header, 148, 8)) throw new ArchiveError('not a tar archive, or a broken one')
}

/** An octal number, or GNU's binary one for large values. */
function number(header: Buffer, at: number, length: number): number {
  if ((header[at]! & 0x80) !== 0) {
    let value = 0
    for (let index = 1; index < length; index++) value = value * 256 + header[at + index]!
    if (!Number.isSafeInteger(value)) throw new ArchiveError('a size in the tar archive is too large')
    return value
  }
  const written = header.toString('latin1', at, at + length).replace(/[\u0000 ].*$/s, (rest) => (/[0-7]/.test(rest) ? rest.trim() : ''))
  const value = written.trim() === '' ? 0 : Number.parseInt(written.trim(), 8)
  if (!Number.isSafeInteger(value) || value < 0) throw new ArchiveError('a number in the tar archive is broken')
  return value
}

function text(bytes: Buffer, at: number, length: number): string {
  const end = bytes.indexOf(0, at)
  return bytes.toString('utf8', at, end < 0 || end > at + length ? at + length : end)
}
