import type { Path } from './location.ts'
import type { ResourceRef } from './subject.ts'

/**
 * The identity of a finding across runs: the check, what it is about and where in it, never a line number,
 * so that a finding keeps its fingerprint when the text around it moves.
 */
export function fingerprint(check: string, uri: string, resource: ResourceRef, path: Path, ordinal: number): string {
  const identity = [
    check,
    uri,
    'kind' in resource ? `${resource.apiVersion}/${resource.kind}/${resource.namespace ?? ''}` : resource.type,
    resource.name,
    ...path,
    ordinal,
  ]
  return hash(identity.join('\u0000'))
}

/**
 * cyrb53-style mixing on two 32-bit lanes, twice with different seeds: 106 bits. It only has to tell findings apart,
 * not to withstand an attacker, and it costs a tenth of a SHA-256 call on keys this short. All four lanes go over the
 * text together: a large scan does this a hundred thousand times.
 */
function hash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  let otherHigh = 0xdeadbeef ^ otherSeed
  let otherLow = 0x41c6ce57 ^ otherSeed
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
    otherHigh = Math.imul(otherHigh ^ unit, 2654435761)
    otherLow = Math.imul(otherLow ^ unit, 1597334677)
  }
  finish(high, low, 0)
  finish(otherHigh, otherLow, 14)
  return digits.toString('latin1')
}

const otherSeed = 0x9e3779b9

/** Digits are written into bytes, not added to a string: that would keep a chain of short strings for each finding. */
const digits = Buffer.alloc(28)

function finish(mixedHigh: number, mixedLow: number, at: number): void {
  let high = mixedHigh
  let low = mixedLow
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  writeHex(2097151 & low, at, 6)
  writeHex(high, at + 6, 8)
}

function writeHex(number: number, at: number, length: number): void {
  for (let index = 0; index < length; index++) {
    const digit = (number >>> (4 * (length - 1 - index))) & 15
    digits[at + index] = digit < 10 ? 0x30 + digit : 0x57 + digit
  }
}
