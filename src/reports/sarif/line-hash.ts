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

/** An unsigned number of 64 bits in two halves, which is many times faster than a BigInt. */
const two32 = 0x1_0000_0000

const hashesOf = new WeakMap<Source, readonly string[]>()

/** The hash of a line, with a number that tells equal hashes of one text apart: `a7f2ff13bc495cf2:2`. */
export function lineHash(source: Source, line: number): string | undefined {
  let hashes = hashesOf.get(source)
  if (hashes === undefined) hashesOf.set(source, (hashes = hashLines(source.text)))
  return hashes[line - 1]
}

function hashLines(text: string): string[] {
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
  return rolling.hashes
}

/** The sum of character × 37^(99 − position) over a sliding window, modulo 2^64. */
class RollingHash {
  readonly hashes: string[] = []
  readonly #seen = new Map<string, number>()
  readonly #window = new Uint16Array(windowSize)
  readonly #starts = new Uint8Array(windowSize)
  #index = 0
  #high = 0
  #low = 0

  /** Takes the next character; a line that started a whole window ago is complete. */
  push(character: number, startsLine: boolean): void {
    const index = this.#index
    if (this.#starts[index] === 1) this.#finishLine()
    this.#starts[index] = startsLine ? 1 : 0
    const gone = this.#window[index]!
    this.#window[index] = character

    const low = this.#low * factor + character
    const high = this.#high * factor + Math.floor(low / two32)
    const goneLow = leaving.low * gone
    const goneHigh = leaving.high * gone + Math.floor(goneLow / two32)
    const difference = (low % two32) - (goneLow % two32)
    this.#low = difference < 0 ? difference + two32 : difference
    const rest = ((high % two32) - (goneHigh % two32) - (difference < 0 ? 1 : 0)) % two32
    this.#high = rest < 0 ? rest + two32 : rest
    this.#index = index === windowSize - 1 ? 0 : index + 1
  }

  #finishLine(): void {
    const hash = this.#high === 0 ? this.#low.toString(16) : this.#high.toString(16) + this.#low.toString(16).padStart(8, '0')
    const count = (this.#seen.get(hash) ?? 0) + 1
    this.#seen.set(hash, count)
    this.hashes.push(`${hash}:${count}`)
  }
}

/** What a character still counts when it leaves the window: 37^100 modulo 2^64. */
const leaving = ((): { readonly high: number; readonly low: number } => {
  const power = BigInt(factor) ** BigInt(windowSize) % 2n ** 64n
  return { high: Number(power / 2n ** 32n), low: Number(power % 2n ** 32n) }
})()
