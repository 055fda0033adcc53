import type { Range } from '../../core/location.ts'

/** A text that was put together from pieces of a source, such as continued lines, and knows where each character stands there. */
export class LogicalText {
  text = ''
  /** Ascending: from logical offset `at` on, characters stand at `source` and what follows it. */
  readonly #pieces: { readonly at: number; readonly source: number }[] = []

  append(source: string, range: Range): void {
    if (range.start >= range.end) return
    this.#pieces.push({ at: this.text.length, source: range.start })
    this.text += source.slice(range.start, range.end)
  }

  /** A part of it, which keeps its places in the source. */
  slice(start: number, end: number): LogicalText {
    const part = new LogicalText()
    for (const [index, piece] of this.#pieces.entries()) {
      const from = Math.max(start, piece.at)
      const to = Math.min(end, this.#pieces[index + 1]?.at ?? this.text.length)
      if (from >= to) continue
      part.#pieces.push({ at: part.text.length, source: piece.source + from - piece.at })
      part.text += this.text.slice(from, to)
    }
    return part
  }

  /** The offset in the source of a logical offset. */
  sourceOffset(logical: number): number {
    let low = 0
    let high = this.#pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#pieces[middle]!.at <= logical) low = middle
      else high = middle - 1
    }
    const piece = this.#pieces[low]
    return piece === undefined ? 0 : piece.source + logical - piece.at
  }

  /** The stretch of the source from the first to the last character of a logical range. */
  sourceRange({ start, end }: Range): Range {
    return end <= start
      ? { start: this.sourceOffset(start), end: this.sourceOffset(start) }
      : { start: this.sourceOffset(start), end: this.sourceOffset(end - 1) + 1 }
  }
}
