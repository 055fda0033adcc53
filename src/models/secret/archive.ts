import { gunzipSync, inflateRawSync } from 'node:zlib'

/** A file inside an archive. */
export interface ArchiveMember {
  readonly name: string
  readonly bytes: Buffer
}

export interface ArchiveContents {
  readonly members: readonly ArchiveMember[]
  /** What was left out: too large, too many, encrypted or broken. Empty when everything was read. */
  readonly problems: readonly string[]
}

const maxMembers = 10_000
const maxMemberBytes = 16 * 1024 * 1024
const maxTotalBytes = 256 * 1024 * 1024

/** Reads ZIP (also JAR, NuGet, wheel and Office files), tar, gzip and gzipped tar. Undefined when the bytes are none of them. */
export function archiveContents(name: string, bytes: Buffer): ArchiveContents | undefined {
  if (bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50) return zipContents(bytes)
  if (bytes.length > 18 && bytes[0] === 0x1f && bytes[1] === 0x8b) return gzipContents(name, bytes)
  if (bytes.length >= 512 && bytes.toString('latin1', 257, 262) === 'ustar') return tarContents(bytes)
  return undefined
}

function gzipContents(name: string, bytes: Buffer): ArchiveContents {
  let inner: Buffer
  try {
    inner = gunzipSync(bytes, { maxOutputLength: maxTotalBytes })
  } catch (error) {
    return { members: [], problems: [`gzip: ${messageOf(error)}`] }
  }
  if (inner.length >= 512 && inner.toString('latin1', 257, 262) === 'ustar') return tarContents(inner)
  return { members: [{ name: name.replace(/^.*\//, '').replace(/\.gz$/i, ''), bytes: inner }], problems: [] }
}

function zipContents(bytes: Buffer): ArchiveContents {
  const members: ArchiveMember[] = []
  const problems: string[] = []
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + 22 > bytes.length) return { members, problems: ['zip: no directory'] }
  let at = bytes.readUInt32LE(end + 16)
  let total = 0
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) {
      problems.push('zip: broken directory')
      break
    }
    const flags = bytes.readUInt16LE(at + 8)
    const method = bytes.readUInt16LE(at + 10)
    const packed = bytes.readUInt32LE(at + 20)
    const size = bytes.readUInt32LE(at + 24)
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const local = bytes.readUInt32LE(at + 42)
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (name.endsWith('/')) continue
    total += size
    if (members.length >= maxMembers || size > maxMemberBytes || total > maxTotalBytes) {
      problems.push(`zip: ${name} is over the limit`)
      if (members.length >= maxMembers || total > maxTotalBytes) break
      continue
    }
    if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) {
      problems.push(`zip: ${name} is encrypted or packed in an unknown way`)
      continue
    }
    try {
      members.push({ name, bytes: zipMember(bytes, local, packed, method) })
    } catch (error) {
      problems.push(`zip: ${name}: ${messageOf(error)}`)
    }
  }
  return { members, problems }
}

function zipMember(bytes: Buffer, local: number, packed: number, method: number): Buffer {
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const body = bytes.subarray(start, start + packed)
  return method === 0 ? body : inflateRawSync(body, { maxOutputLength: maxMemberBytes })
}

function tarContents(bytes: Buffer): ArchiveContents {
  const members: ArchiveMember[] = []
  const problems: string[] = []
  let longName = ''
  for (let at = 0; at + 512 <= bytes.length;) {
    if (bytes[at] === 0) break
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 136).replaceAll(/[\0 ]/g, '') || '0', 8)
    if (!Number.isSafeInteger(size) || size < 0) {
      problems.push('tar: broken header')
      break
    }
    const type = String.fromCharCode(bytes[at + 156]!)
    const body = bytes.subarray(at + 512, at + 512 + size)
    if (type === 'L') longName = body.toString('utf8').replace(/\0.*$/s, '')
    else if (type === 'x') longName = /\d+ path=([^\n]{1,4096})\n/.exec(body.toString('utf8'))?.[1] ?? ''
    else {
      const name = longName === '' ? tarName(bytes, at) : longName
      longName = ''
      if (type === '0' || type === '\0') {
        if (members.length >= maxMembers || size > maxMemberBytes) problems.push(`tar: ${name} is over the limit`)
        else members.push({ name, bytes: body })
      }
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
  return { members, problems }
}

function tarName(bytes: Buffer, at: number): string {
  const field = (from: number, to: number): string => bytes.toString('utf8', at + from, at + to).replace(/\0.*$/s, '')
  const prefix = field(345, 500)
  return prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
