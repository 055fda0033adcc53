/** The constants of MurmurHash3 in 32 bits, which the service's own hash of 64 bits is made from. */
const [mixA, mixB, lastA, lastB] = [0xab0e9789, 0x239b961b, 0x85ebca6b, 0xc2b2ae35] as const
const [stepLow, stepHigh] = [0x561ccd1b, 0x0bcaa747] as const
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * What `uniqueString` gives: the service's hash of the texts with hyphens between them, as 13 letters and digits. Its case counts.
 */
export function uniqueString(parts: readonly string[]): string {
  const [low, high] = hash64(Buffer.from(parts.join('-'), 'utf8'))
  let rest = (BigInt(high) << 32n) | BigInt(low)
  let text = ''
  for (let place = 0; place < 13; place++) {
    text += alphabet.charAt(Number(rest >> 59n))
    rest = BigInt.asUintN(64, rest << 5n)
  }
  return text
}

/** The lower and the upper half of the hash. */
function hash64(bytes: Buffer): readonly [number, number] {
  let [low, high] = [0, 0]
  let at = 0
  for (; at + 8 <= bytes.length; at += 8) {
    low = rotated(low ^ scrambledLow(bytes.readInt32LE(at)), 19) + high
    low = (Math.imul(low, 5) + stepLow) | 0
    high = rotated(high ^ scrambledHigh(bytes.readInt32LE(at + 4)), 13) + low
    high = (Math.imul(high, 5) + stepHigh) | 0
  }
  if (at < bytes.length) low ^= scrambledLow(word(bytes, at))
  if (at + 4 < bytes.length) high ^= scrambledHigh(word(bytes, at + 4))
  high ^= bytes.length
  low = ((low ^ bytes.length) + high) | 0
  high = (high + low) | 0
  low = finished(low)
  high = finished(high)
  low = (low + high) | 0
  high = (high + low) | 0
  return [low >>> 0, high >>> 0]
}

/** Up to four bytes, the first the lowest. */
function word(bytes: Buffer, at: number): number {
  let value = 0
  for (let index = Math.min(at + 4, bytes.length) - 1; index >= at; index--) value = (value << 8) | bytes[index]!
  return value
}

function scrambledLow(value: number): number {
  return Math.imul(rotated(Math.imul(value, mixB), 15), mixA)
}

function scrambledHigh(value: number): number {
  return Math.imul(rotated(Math.imul(value, mixA), 17), mixB)
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function finished(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), lastA)
  mixed = Math.imul(mixed ^ (mixed >>> 13), lastB)
  return mixed ^ (mixed >>> 16)
}
