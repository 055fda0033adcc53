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

/**
 * An order in which edits can be made one after the other although the paths of all of them mean the document as it is
 * now: what moves other things (removals from the end of a sequence to its start, then new names) comes last.
 */
export function inPresentTerms(edits: readonly PathEdit[]): readonly PathEdit[] {
  const rank = { set: 0, append: 0, remove: 1, rename: 2 } as const
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => {
      const byRank = rank[a.edit.op] - rank[b.edit.op]
      if (byRank !== 0) return byRank
      return rank[a.edit.op] === 0 ? a.index - b.index : comparePaths(b.edit.path, a.edit.path) || a.index - b.index
    })
    .map(({ edit }) => edit)
}

/** By position in a document: items by number, a container before what it holds. */
function comparePaths(a: Path, b: Path): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [one, other] = [a[index]!, b[index]!]
    if (one === other) continue
    if (typeof one === 'number' && typeof other === 'number') return one - other
    return String(one) < String(other) ? -1 : 1
  }
  return a.length - b.length
}

/**
 * The value after the edits, each seeing what those before it did; `value` itself stays as it is. Undefined when one of
 * them cannot be done: the way leads through a scalar or a missing item, what is to be removed or renamed is not there,
 * the new key is taken, or what is to be appended to is no sequence. A null counts as missing.
 */
export function applyPathEdits(value: JsonValue, edits: readonly PathEdit[]): JsonValue | undefined {
  let result: JsonValue | undefined = value
  for (const edit of edits) {
    if (result === undefined) return undefined
    result = changed(result, edit.path, edit)
  }
  return result
}

/** The value with what is at `path` in it changed; undefined when that cannot be. */
function changed(value: JsonValue | undefined, path: Path, edit: PathEdit): JsonValue | undefined {
  const [step, ...rest] = path
  if (step === undefined) return target(value, edit)
  const container = value ?? (edit.op === 'set' || edit.op === 'append' ? {} : undefined)
  if (container === undefined || typeof container !== 'object') return undefined
  if (isSequence(container)) return typeof step === 'number' ? changedItem(container, step, rest, edit) : undefined
  return typeof step === 'string' ? changedEntry(container, step, rest, edit) : undefined
}

function target(value: JsonValue | undefined, edit: PathEdit): JsonValue | undefined {
  if (edit.op === 'set') return edit.value
  if (edit.op !== 'append') return undefined
  if (value === undefined || value === null) return [edit.value]
  return isSequence(value) ? [...value, edit.value] : undefined
}

function changedItem(items: readonly JsonValue[], index: number, rest: Path, edit: PathEdit): JsonValue | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= items.length) return undefined
  if (rest.length === 0 && edit.op === 'remove') return items.toSpliced(index, 1)
  const item = changed(items[index], rest, edit)
  return item === undefined ? undefined : items.with(index, item)
}

function changedEntry(mapping: { readonly [key: string]: JsonValue }, key: string, rest: Path, edit: PathEdit): JsonValue | undefined {
  const present = Object.hasOwn(mapping, key)
  const entries = Object.entries(mapping)
  if (rest.length === 0 && (edit.op === 'remove' || edit.op === 'rename')) {
    if (!present) return undefined
    if (edit.op === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== key))
    if (edit.key !== key && Object.hasOwn(mapping, edit.key)) return undefined
    return Object.fromEntries(entries.map(([name, held]) => [name === key ? edit.key : name, held]))
  }
  const held = changed(present ? mapping[key] : undefined, rest, edit)
  if (held === undefined) return undefined
  return Object.fromEntries(present ? entries.map(([name, old]) => [name, name === key ? held : old]) : [...entries, [key, held]])
}

function isSequence(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
