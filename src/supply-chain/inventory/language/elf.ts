import { InventoryError } from '../package.ts'

export interface ElfSection {
  readonly name: string
  readonly bytes: Buffer
}

/** An ELF file as far as the inventory needs it: its sections, and memory addresses as file bytes. */
export interface ElfFile {
  readonly sections: readonly ElfSection[]
  readonly little: boolean
  readonly wide: boolean
  /** The bytes that are loaded at an address, to the end of their segment. */
  at(address: number): Buffer | undefined
}

export function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46
}

const MAX_SECTIONS = 4096

/** @throws {InventoryError} */
export function readElf(bytes: Buffer): ElfFile {
  if (!isElf(bytes) || bytes.length < 64) throw new InventoryError('not an ELF file')
  const wide = bytes[4] === 2
  const little = bytes[5] === 1
  const u16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const word = (at: number): number => (wide ? Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at)) : u32(at))
  const segments: { readonly address: number; readonly offset: number; readonly size: number }[] = []
  const readHeaders = (): readonly ElfSection[] => {
    const [programs, programSize, programCount] = wide ? [word(32), u16(54), u16(56)] : [word(28), u16(42), u16(44)]
    for (let index = 0; index < programCount; index++) {
      const at = programs + index * programSize
      segments.push(
        wide
          ? { offset: word(at + 8), address: word(at + 16), size: word(at + 32) }
          : { offset: word(at + 4), address: word(at + 8), size: word(at + 16) },
      )
    }
    const [table, size, count, namesIndex] = wide ? [word(40), u16(58), u16(60), u16(62)] : [word(32), u16(46), u16(48), u16(50)]
    const raw = Array.from({ length: Math.min(count, MAX_SECTIONS) }, (_, index) => {
      const at = table + index * size
      return {
        name: u32(at),
        type: u32(at + 4),
        ...(wide ? { offset: word(at + 24), size: word(at + 32) } : { offset: word(at + 16), size: word(at + 20) }),
      }
    })
    const names = raw[namesIndex]
    const NO_BITS = 8
    return raw
      .filter(({ type }) => type !== NO_BITS)
      .map((section) => ({
        name: names === undefined ? '' : cString(bytes, names.offset + section.name),
        bytes: bytes.subarray(section.offset, section.offset + section.size),
      }))
  }
  try {
    const sections = readHeaders()
    return {
      sections,
      little,
      wide,
      at(address) {
        const segment = segments.find((each) => address >= each.address && address < each.address + each.size)
        if (segment === undefined) return undefined
        return bytes.subarray(segment.offset + (address - segment.address), segment.offset + segment.size)
      },
    }
  } catch (error) {
    if (error instanceof RangeError) throw new InventoryError('the ELF file is cut off')
    throw error
  }
}

function cString(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at)
  return bytes.toString('latin1', at, end < 0 ? at : Math.min(end, at + 256))
}
