import { InventoryError, type PackageDraft } from '../package.ts'

/** What an rpm database says of one package. */
export interface RpmPackage extends PackageDraft {
  readonly vendor?: string | undefined
  readonly owned: readonly string[]
}

const tags = { name: 1000, version: 1001, release: 1002, epoch: 1003, vendor: 1011, licence: 1014, arch: 1022, source: 1044 } as const
const fileTags = { indexes: 1116, names: 1117, folders: 1118 } as const

const INT32 = 4
const STRING_TYPES = new Set([6, 8, 9])

/** Sanity limits of rpm itself: no header has more entries or bytes. */
const MAX_ENTRIES = 0xffff
const MAX_DATA = 0x1000_0000

interface Entry {
  readonly type: number
  readonly offset: number
  readonly count: number
}

/**
 * Reads a header as the rpm databases keep it: counts, index, data, all big-endian.
 *
 * @returns undefined for what is no package, such as an imported key
 * @throws {InventoryError}
 */
export function readRpmHeader(blob: Buffer): RpmPackage | undefined {
  if (blob.length < 8) throw new InventoryError('rpm header is too short')
  const count = blob.readUInt32BE(0)
  const length = blob.readUInt32BE(4)
  const dataStart = 8 + count * 16
  if (count > MAX_ENTRIES || length > MAX_DATA || dataStart + length > blob.length) throw new InventoryError('rpm header is cut off')
  const data = blob.subarray(dataStart, dataStart + length)
  const index = new Map<number, Entry>()
  for (let at = 8; at < dataStart; at += 16)
    index.set(blob.readInt32BE(at), {
      type: blob.readUInt32BE(at + 4),
      offset: blob.readInt32BE(at + 8),
      count: blob.readUInt32BE(at + 12),
    })
  const text = (tag: number): string | undefined => strings(data, index.get(tag), 1)[0]
  const name = text(tags.name)
  const version = text(tags.version)
  const release = text(tags.release)
  if (name === undefined || version === undefined || release === undefined) throw new InventoryError('rpm header has no name')
  if (name === 'gpg-pubkey') return undefined
  const epoch = integers(data, index.get(tags.epoch), 1)[0]
  const licence = text(tags.licence)
  const evr = `${epoch === undefined || epoch === 0 ? '' : `${epoch}:`}${version}-${release}`
  return {
    name,
    version: evr,
    architecture: text(tags.arch),
    vendor: text(tags.vendor),
    licences: licence === undefined ? undefined : [licence],
    source: sourceOf(name, evr, epoch, text(tags.source)),
    owned: ownedFiles(data, index),
  }
}

/** The source package from the name of its file: `bash-5.1-2.src.rpm`. */
export function sourceOf(
  name: string,
  evr: string,
  epoch: number | undefined,
  file: string | undefined,
): { readonly name: string; readonly version: string } | undefined {
  const match = /^(.+)-([^-]+)-([^-]+)\.(?:no)?src\.rpm$/.exec(file ?? '')
  if (match === null) return undefined
  const version = `${epoch === undefined || epoch === 0 ? '' : `${epoch}:`}${match[2]!}-${match[3]!}`
  return match[1] === name && version === evr ? undefined : { name: match[1]!, version }
}

function ownedFiles(data: Buffer, index: ReadonlyMap<number, Entry>): readonly string[] {
  const folders = strings(data, index.get(fileTags.folders))
  const folderOf = integers(data, index.get(fileTags.indexes))
  return strings(data, index.get(fileTags.names)).map((file, at) => `${folders[folderOf[at] ?? 0] ?? ''}${file}`.replace(/^\//, ''))
}

function strings(data: Buffer, entry: Entry | undefined, limit = Infinity): readonly string[] {
  if (entry === undefined || !STRING_TYPES.has(entry.type)) return []
  const found: string[] = []
  let at = entry.offset
  while (found.length < Math.min(entry.count, limit) && at >= 0 && at < data.length) {
    const end = data.indexOf(0, at)
    if (end < 0) break
    found.push(data.toString('utf8', at, end))
    at = end + 1
  }
  return found
}

function integers(data: Buffer, entry: Entry | undefined, limit = Infinity): readonly number[] {
  if (entry === undefined || entry.type !== INT32) return []
  const found: number[] = []
  for (let at = entry.offset; found.length < Math.min(entry.count, limit) && at >= 0 && at + 4 <= data.length; at += 4)
    found.push(data.readInt32BE(at))
  return found
}
