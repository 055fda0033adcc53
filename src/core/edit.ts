import type { Path, Range } from './location.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** A change said in terms of the document's values, whatever language the document is written in. */
export type PathEdit =
  /** Make the field hold this value; mappings on the way are made where they are missing. */
  | { readonly op: 'set'; readonly path: Path; readonly value: JsonValue }
  /** Take the entry away, with its line when nothing else stands there. */
  | { readonly op: 'remove'; readonly path: Path }
  /** Add at the end of the sequence at `path`, which is made where it is missing. */
  | { readonly op: 'append'; readonly path: Path; readonly value: JsonValue }
  /** Give the entry at `path` another key; its value is untouched. */
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }

export const set = (path: Path, value: JsonValue): PathEdit => ({ op: 'set', path, value })
export const remove = (path: Path): PathEdit => ({ op: 'remove', path })
export const append = (path: Path, value: JsonValue): PathEdit => ({ op: 'append', path, value })
export const rename = (path: Path, key: string): PathEdit => ({ op: 'rename', path, key })

/** A change to a text: what `range` holds becomes `text`. */
export interface TextEdit {
  readonly range: Range
  readonly text: string
}

/**
 * The text after the edits. Edits of one call must not overlap; two insertions at one offset keep their order.
 *
 * @throws {RangeError} when two edits overlap
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ edit, index })).sort((a, b) => a.edit.range.start - b.edit.range.start || a.index - b.index)
  let result = ''
  let done = 0
  for (const { edit } of ordered) {
    if (edit.range.start < done) throw new RangeError('text edits overlap')
    result += text.slice(done, edit.range.start) + edit.text
    done = edit.range.end
  }
  return result + text.slice(done)
}
