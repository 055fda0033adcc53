import { closeSync, createReadStream, createWriteStream, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { ArchiveError } from '../../supply-chain/archive/archive-error.ts'
import { readTarFile, type TarEntry, type TarVisitor } from '../../supply-chain/archive/tar.ts'
import { decompressed, isCompressed } from '../../supply-chain/image/decompress.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { defaultLimits } from '../../supply-chain/image/limits.ts'

/** The files of an image's archive or folder. */
export interface StoredFiles {
  has(name: string): boolean
  size(name: string): number
  read(name: string): Buffer
  open(name: string): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

interface Place {
  readonly offset: number
  readonly size: number
}

/**
 * The files of a tar archive. A compressed one is unpacked into a temporary file first, because its parts are needed
 * out of order; it goes away on `close`.
 *
 * @throws {ImageError}
 */
export async function openArchive(path: string): Promise<StoredFiles> {
  const plain = isCompressedFile(path) ? await unpack(path) : { path, remove: (): void => undefined }
  try {
    return filesOf(plain.path, indexOf(plain.path), plain.remove)
  } catch (error) {
    plain.remove()
    throw error instanceof ArchiveError ? new ImageError('not-an-image', `${path}: ${error.message}`, error) : error
  }
}

function filesOf(path: string, places: ReadonlyMap<string, Place>, remove: () => void): StoredFiles {
  const place = (name: string): Place => {
    const found = places.get(name)
    if (found === undefined) throw new ImageError('not-found', `${name} is missing`)
    return found
  }
  return {
    has: (name) => places.has(name),
    size: (name) => place(name).size,
    read(name) {
      const { offset, size } = place(name)
      const bytes = Buffer.alloc(size)
      const file = openSync(path, 'r')
      try {
        if (readSync(file, bytes, 0, size, offset) !== size) throw new ImageError('broken-layer', `${name} is cut off`)
      } finally {
        closeSync(file)
      }
      return bytes
    },
    open(name) {
      const { offset, size } = place(name)
      return size === 0 ? emptyStream() : createReadStream(path, { start: offset, end: offset + size - 1, highWaterMark: 1024 * 1024 })
    },
    close: async () => remove(),
  }
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {
  // A file without content has no pieces.
}

function indexOf(path: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  const links: TarEntry[] = []
  const visitor: TarVisitor = {
    enter(entry) {
      if (entry.kind === 'file') places.set(entry.path, { offset: entry.offset, size: entry.size })
      // Older versions of docker save link layers that several images share.
      else if (entry.kind === 'symlink' || entry.kind === 'link') links.push(entry)
      return undefined
    },
    leave: () => undefined,
    refuse: () => undefined,
  }
  const file = openSync(path, 'r')
  try {
    const read = (into: Uint8Array, position: number): number => readSync(file, into, 0, into.length, position)
    readTarFile({ size: fstatSync(file).size, read }, visitor, { bytes: Infinity, entries: 100_000 })
  } finally {
    closeSync(file)
  }
  for (const { path: from, kind, target } of links) {
    const to = kind === 'link' ? target.replace(/^\.?\//, '') : join(from, '..', target)
    const found = places.get(to)
    if (found !== undefined) places.set(from, found)
  }
  return places
}

function isCompressedFile(path: string): boolean {
  const head = Buffer.alloc(4)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, 4, 0)
  } finally {
    closeSync(file)
  }
  return isCompressed(head)
}

async function unpack(path: string): Promise<{ readonly path: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const plain = join(folder, 'image.tar')
  try {
    await decompressed(createReadStream(path), async (pieces) => {
      await pipeline(limited(pieces), createWriteStream(plain))
    })
  } catch (error) {
    remove()
    throw error instanceof ImageError
      ? error
      : new ImageError('not-an-image', `${path} cannot be unpacked: ${(error as Error).message}`, error)
  }
  return { path: plain, remove }
}

async function* limited(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > defaultLimits.layer) throw new ImageError('limit', `the archive unpacks into more than ${defaultLimits.layer} bytes`)
    yield piece
  }
}
