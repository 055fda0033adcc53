import type { PackageDraft } from '../package.ts'
import { type ElfFile, readElf } from './elf.ts'

const MAGIC = Buffer.from('\u00ff Go buildinf:', 'latin1')
const INLINE = 2

/** Modules and toolchain that the Go linker wrote into a binary. Undefined where it is not from Go. */
export function readGoBinary(bytes: Buffer): readonly PackageDraft[] | undefined {
  const elf = readElf(bytes)
  const info = elf.sections.find(({ name }) => name === '.go.buildinfo')?.bytes
  if (info === undefined) return undefined
  const start = info.indexOf(MAGIC)
  if (start < 0) return undefined
  const [version, modules] = strings(elf, info.subarray(start))
  if (version === undefined) return undefined
  return [
    {
      name: 'stdlib',
      version: version
        .split(' ')[0]!
        .replace(/^go/, '')
        .replace(/[^\d.].*$/, ''),
    },
    ...modulesOf(modules ?? ''),
  ]
}

/** The version and the module lines: inline since Go 1.18, behind pointers before. */
function strings(elf: ElfFile, info: Buffer): readonly [version: string | undefined, modules: string | undefined] {
  if ((info[15]! & INLINE) !== 0) {
    const [version, next] = inlineString(info, 32)
    return [version, version === undefined ? undefined : inlineString(info, next)[0]]
  }
  const size = info[14]!
  const pointer = (buffer: Buffer, at: number): number =>
    size === 8
      ? Number(elf.little ? buffer.readBigUInt64LE(at) : buffer.readBigUInt64BE(at))
      : elf.little
        ? buffer.readUInt32LE(at)
        : buffer.readUInt32BE(at)
  const text = (address: number): string | undefined => {
    const header = elf.at(address)
    if (header === undefined || header.length < size * 2) return undefined
    return elf.at(pointer(header, 0))?.toString('utf8', 0, pointer(header, size))
  }
  return [text(pointer(info, 16)), text(pointer(info, 16 + size))]
}

function inlineString(info: Buffer, at: number): readonly [text: string | undefined, next: number] {
  let length = 0
  let next = at
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = info[next++]
    if (byte === undefined) return [undefined, next]
    length += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  return next + length > info.length ? [undefined, next] : [info.toString('utf8', next, next + length), next + length]
}

function* modulesOf(text: string): Generator<PackageDraft> {
  let last: PackageDraft | undefined
  for (const line of text.split('\n')) {
    // Marks of 16 bytes stand around the text, the first directly before `path`.
    const [kind, name = '', version = ''] = line.split('\t')
    if (kind === '=>' && last !== undefined) last = { name, version: version.replace(/^v/, '') }
    else {
      if (last !== undefined) yield last
      last = kind === 'dep' || kind === 'mod' ? { name, version: version.replace(/^v/, '') } : undefined
    }
  }
  if (last !== undefined) yield last
}
