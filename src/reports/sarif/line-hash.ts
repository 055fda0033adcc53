import type { Source } from '../../core/location.ts'

/**
 * GitHub's fingerprint of a line: a hash of the hundred characters from its start on, spaces and tabs left out and line
 * ends counted as LF, so that it stays the same while the line moves. GitHub computes it too and warns where a report
 * says another value; the value is the same when the window, the factor and the marks at the end of the text are.
 */
const windowSize = 100
const factor = 37
/** Stands for the end of the text; the window is filled up with NUL behind it. */
const endOfText = 0xffff

const tab = 9
const lineFeed = 10
const carriageReturn = 13
const space = 32

/** 64 bits are kept in two halves of 32, which is many times faster than a BigInt. */
const two32 = 0x1_0000_0000

const hashesOf = new WeakMap<Source, RollingHash>()

/** The hash of a line, with a number that tells equal hashes of one text apart: `a7f2ff13bc495cf2:2`. */
export function lineHash(source: Source, line: number): string | undefined {
  let hashes = hashesOf.get(source)
  if (hashes === undefined) hashesOf.set(source, (hashes = hashLines(source.text)))
  return hashes.hashOf(line)
}

function hashLines(text: string): RollingHash {
  const rolling = new RollingHash()
  let lineStart = true
  let afterReturn = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === space || unit === tab || (afterReturn && unit === lineFeed)) {
      afterReturn = false
      continue
    }
    afterReturn = unit === carriageReturn
    const character = afterReturn ? lineFeed : unit
    rolling.push(character, lineStart)
    lineStart = character === lineFeed
  }
  rolling.push(endOfText, lineStart)
  for (let filled = 0; filled < windowSize; filled++) rolling.push(0, false)
  return rolling
}

/** The sum of character × 37^(99 − position) over a sliding window, modulo 2^64, kept for every line. */
class RollingHash {
  readonly #highs: number[] = []
  readonly #lows: number[] = []
  readonly #ordinals: number[] = []
  readonly #seen = new Map<number, number>()
  readonly #window = new Uint16Array(windowSize)
  readonly #starts = new Uint8Array(windowSize)
  #index = 0
  #high = 0
  #low = 0

  hashOf(line: number): string | undefined {
    const high = this.#highs[line - 1]
    if (high === undefined) return undefined
    const low = this.#lows[line - 1]!
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0')
    return `${hash}:${this.#ordinals[line - 1]!}`
  }

  /** Takes the next character; a line that started a whole window ago is complete. */
  push(character: number, startsLine: boolean): void {
    const index = this.#index
    if (this.#starts[index] === 1) this.#finishLine()
    this.#starts[index] = startsLine ? 1 : 0
    const gone = this.#window[index]!
    this.#window[index] = character

    // `>>> 0` is the remainder by 2^32, of negative numbers as well. All products stay below 2^53, so they are exact.
    const low = this.#low * factor + character
    const high = this.#high * factor + Math.floor(low / two32)
    const goneLow = leaving.low * gone
    const goneHigh = leaving.high * gone + Math.floor(goneLow / two32)
    const borrow = low >>> 0 < goneLow >>> 0 ? 1 : 0
    this.#low = (low - goneLow) >>> 0
    this.#high = ((high >>> 0) - (goneHigh >>> 0) - borrow) >>> 0
    this.#index = index === windowSize - 1 ? 0 : index + 1
  }

  #finishLine(): void {
    // Equal lines are told apart by 53 of the 64 bits: that two different ones agree in those takes a hundred million lines.
    const key = this.#high * 0x20_0000 + (this.#low >>> 11)
    const ordinal = (this.#seen.get(key) ?? 0) + 1
    this.#seen.set(key, ordinal)
    this.#highs.push(this.#high)
    this.#lows.push(this.#low)
    this.#ordinals.push(ordinal)
  }
}

/** What a character still counts when it leaves the window: 37^100 modulo 2^64. */
const leaving = ((): { readonly high: number; readonly low: number } => {
  const power = BigInt(factor) ** BigInt(windowSize) % 2n ** 64n
  return { high: Number(power / 2n ** 32n), low: Number(power % 2n ** 32n) }
})()
