import type { Range } from './location.ts'

/** Finds among many ranges of a text those that overlap with another, in time that grows with what is found. */
export class RangeIndex<T> {
  /** In order of where they start. */
  readonly #members: readonly { readonly item: T; readonly range: Range }[]
  /** The furthest end in the half, quarter, … of the members that each of them is the middle of. */
  readonly #furthest: Float64Array

  constructor(items: readonly T[], rangeOf: (item: T) => Range) {
    this.#members = items.map((item) => ({ item, range: rangeOf(item) })).sort((a, b) => a.range.start - b.range.start)
    this.#furthest = new Float64Array(items.length)
    this.#measure(0, items.length)
  }

  /** Those that have at least a character in common with a range, in order of where they start. */
  overlapping(range: Range): readonly T[] {
    const found: T[] = []
    this.#find(0, this.#members.length, range, found)
    return found
  }

  #measure(from: number, to: number): number {
    if (from === to) return -Infinity
    const middle = (from + to) >> 1
    const furthest = Math.max(this.#members[middle]!.range.end, this.#measure(from, middle), this.#measure(middle + 1, to))
    this.#furthest[middle] = furthest
    return furthest
  }

  #find(from: number, to: number, wanted: Range, found: T[]): void {
    const middle = (from + to) >> 1
    if (from === to || this.#furthest[middle]! <= wanted.start) return
    this.#find(from, middle, wanted, found)
    const { item, range } = this.#members[middle]!
    if (range.start >= wanted.end) return
    if (range.end > wanted.start) found.push(item)
    this.#find(middle + 1, to, wanted, found)
  }
}
