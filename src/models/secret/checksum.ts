import { crc32 } from 'node:zlib'

import type { ChecksumResult } from './rule.ts'

const verdict = (right: boolean): ChecksumResult => (right ? 'valid' : 'invalid')

/**
 * Marvin32 over bytes, folded to 32 bits. Azure seeds it per service with an eight-letter word, so that a key proves
 * offline which service issued it.
 */
export function marvin32(bytes: Uint8Array, seed: string): number {
  const seedBytes = Buffer.from(seed, 'latin1')
  let low = seedBytes.readUInt32BE(4)
  let high = seedBytes.readUInt32BE(0)
  const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by))
  const mix = (word: number): void => {
    low = (low + word) | 0
    high ^= low
    low = (rotate(low, 20) + high) | 0
    high = rotate(high, 9) ^ low
    low = (rotate(low, 27) + high) | 0
    high = rotate(high, 19)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~3
  for (let offset = 0; offset < whole; offset += 4) mix(view.getInt32(offset, true))
  let rest = 0x80
  for (let offset = bytes.length - 1; offset >= whole; offset--) rest = (rest << 8) | bytes[offset]!
  mix(rest)
  mix(0)
  return (low ^ high) >>> 0
}

/** Keys of Azure services: the last four bytes of the decoded key are the Marvin32 of the rest under one of the service's seeds. */
export function azureKeyChecksum(...seeds: readonly string[]): (value: string) => ChecksumResult {
  return (value) => {
    const bytes = Buffer.from(value, 'base64')
    const body = bytes.subarray(0, -4)
    return verdict(bytes.length > 8 && seeds.some((seed) => marvin32(body, seed) === bytes.readUInt32LE(bytes.length - 4)))
  }
}

/** Common annotated security keys: 60 bytes, then the first three bytes of their checksum, in base64. */
export function annotatedKeyChecksum(value: string): ChecksumResult {
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(marvin32(Buffer.from(value.slice(0, 80), 'base64'), 'Default0'))
  return verdict(value.slice(80, 84) === sum.toString('base64').slice(0, 4))
}

const entraAlphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~'

/** Client secrets of Microsoft Entra ID of the current form end with the first three digits of their checksum. */
export function entraSecretChecksum(value: string): ChecksumResult {
  let rest = marvin32(Buffer.from(value.slice(0, -3), 'latin1'), 'AadPwd00')
  let digits = ''
  for (; rest > 0; rest = Math.floor(rest / entraAlphabet.length)) digits = entraAlphabet[rest % entraAlphabet.length]! + digits
  return verdict(digits.startsWith(value.slice(-3)))
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** GitHub and npm tokens end with the CRC-32 of their random part as six base-62 digits. */
export function prefixedTokenChecksum(value: string): ChecksumResult {
  const body = value.slice(value.indexOf('_') + 1, -6)
  let rest = crc32(body)
  let digits = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) digits = base62[rest % 62]! + digits
  return verdict(digits.padStart(6, '0') === value.slice(-6))
}
