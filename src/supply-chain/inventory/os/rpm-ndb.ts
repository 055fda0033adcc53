import { InventoryError } from '../package.ts'

const HEADER = 0x506d_7052 // "RpmP", little-endian
const SLOT = 0x746f_6c53 // "Slot"
const BLOB = 0x5362_6c42 // "BlbS"
const SLOTS_A_PAGE = 4096 / 16

export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= 32 && bytes.readUInt32LE(0) === HEADER
}

/** The headers in rpm's own database format: a table of slots that point at blobs. */
export function* readNdb(bytes: Buffer): Generator<Buffer> {
  // The file's own header takes the room of two slots.
  const slots = bytes.readUInt32LE(12) * SLOTS_A_PAGE - 2
  if (32 + slots * 16 > bytes.length) throw new InventoryError('rpm database is cut off')
  for (let slot = 0; slot < slots; slot++) {
    const at = 32 + slot * 16
    if (bytes.readUInt32LE(at) !== SLOT) throw new InventoryError('rpm database has a broken slot', at)
    const packageIndex = bytes.readUInt32LE(at + 4)
    if (packageIndex === 0) continue
    const blob = bytes.readUInt32LE(at + 8) * 16
    if (blob + 16 > bytes.length || bytes.readUInt32LE(blob) !== BLOB || bytes.readUInt32LE(blob + 4) !== packageIndex)
      throw new InventoryError('rpm database has a broken blob', blob)
    const length = bytes.readUInt32LE(blob + 12)
    if (blob + 16 + length > bytes.length) throw new InventoryError('rpm database is cut off', blob)
    yield bytes.subarray(blob + 16, blob + 16 + length)
  }
}
