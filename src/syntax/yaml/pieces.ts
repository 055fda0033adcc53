import type { TextEdit } from '../../core/edit.ts'

/** A run of the changed text: what stands from `start` to `end` in the original, or text that was not there. */
type Piece = { readonly start: number; readonly end: number } | { readonly added: string }

/**
 * A text after several rounds of edits, each said in offsets of the text that the round before left. Knows what all of them
 * together are in offsets of the original.
 */
export class PieceTable {
  readonly #original: string
  #pieces: readonly Piece[]

  constructor(original: string) {
    this.#original = original
    this.#pieces = [{ start: 0, end: original.length }]
  }

  get text(): string {
    return this.#pieces.map((piece) => this.#written(piece)).join('')
  }

  /** Does one round of edits, which must not overlap. */
  apply(edits: readonly TextEdit[]): void {
    const ordered = edits
      .map((edit, index) => ({ edit, index }))
      .sort((a, b) => a.edit.range.start - b.edit.range.start || a.index - b.index)
    const cursor = new Cursor(this.#pieces)
    const result: Piece[] = []
    for (const { edit } of ordered) {
      result.push(...cursor.take(edit.range.start))
      cursor.take(edit.range.end)
      if (edit.text !== '') result.push({ added: edit.text })
    }
    result.push(...cursor.take(Number.POSITIVE_INFINITY))
    this.#pieces = result
  }

  /** All rounds as one, in offsets of the original. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = []
    let done = 0
    let added = ''
    const flush = (next: number): void => {
      if (next > done || added !== '') edits.push({ range: { start: done, end: next }, text: added })
      added = ''
    }
    for (const piece of this.#pieces) {
      if ('added' in piece) added += piece.added
      else if (piece.end > piece.start) {
        flush(piece.start)
        done = piece.end
      }
    }
    flush(this.#original.length)
    return edits
  }

  #written(piece: Piece): string {
    return 'added' in piece ? piece.added : this.#original.slice(piece.start, piece.end)
  }
}

/** Walks over pieces by offsets of the text that they make up. */
class Cursor {
  readonly #pieces: readonly Piece[]
  #index = 0
  /** How much of the piece at `index` has been taken. */
  #used = 0
  #offset = 0

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  /** The pieces from where the cursor stands to `offset`, where it then stands. */
  take(offset: number): Piece[] {
    const taken: Piece[] = []
    while (this.#offset < offset && this.#index < this.#pieces.length) {
      const piece = this.#pieces[this.#index]!
      const length = 'added' in piece ? piece.added.length : piece.end - piece.start
      const count = Math.min(length - this.#used, offset - this.#offset)
      if (count > 0) taken.push(slice(piece, this.#used, this.#used + count))
      this.#used += count
      this.#offset += count
      if (this.#used === length) {
        this.#index++
        this.#used = 0
      }
    }
    return taken
  }
}

function slice(piece: Piece, from: number, to: number): Piece {
  return 'added' in piece ? { added: piece.added.slice(from, to) } : { start: piece.start + from, end: piece.start + to }
}
