import { applyPathEdits, append, remove, set, type JsonValue, type PathEdit, type TextEdit } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import { insertEntry, insertItem } from './insert.ts'
import { PieceTable } from './pieces.ts'
import { routeTo, type Entry } from './place.ts'
import { isMapping, isSequence, printKey, quoted, type Style } from './print.ts'
import { removeMember } from './remove.ts'
import { replaceValue, textEdit, type Draft, type Spot } from './replace.ts'
import { smallestScope, wholeDocument, type Scope } from './scope.ts'
import { aliasKind, doubleStyle, flowStyle, mapKind, scalarKind, seqKind, singleStyle, type Tree } from './tree.ts'

/** A text as it was read, without a problem. */
export interface Readable {
  readonly tree: Tree
  readonly value: unknown
}

/**
 * The smallest edits of a document's text that do what is asked, each edit seeing what those before it did. Undefined where
 * one of them could be wrong: what results is always read again, and must have exactly the value that was asked for.
 */
export function planEdits(
  document: Readable,
  edits: readonly PathEdit[],
  style: Style,
  read: (text: string) => Readable | undefined,
): TextEdit[] | undefined {
  const scope = smallestScope(document.tree, style, edits)
  const planned = scope === undefined ? 'wider' : planWithin(document, scope, edits, style, read)
  const result = planned === 'wider' ? planWithin(document, wholeDocument(document.tree), edits, style, read) : planned
  return result === 'wider' ? undefined : result
}

/** Plans edits in a part of the document; `wider` where that part cannot be looked at on its own. */
function planWithin(
  document: Readable,
  { path, margin, start, end }: Scope,
  edits: readonly PathEdit[],
  style: Style,
  read: (text: string) => Readable | undefined,
): TextEdit[] | 'wider' | undefined {
  const value = valueAt(document.value as JsonValue, path)
  const inner = edits.map((edit) => ({ ...edit, path: edit.path.slice(path.length) }))
  const wanted = value === undefined ? undefined : applyPathEdits(value, inner)
  if (wanted === undefined) return undefined
  const pieces = new PieceTable(margin + document.tree.text.slice(start, end))
  // What is the whole text anyway has been read already.
  let current = end - start === document.tree.text.length ? document : read(pieces.text)
  if (current === undefined || (current !== document && !isSameValue(current.value, value))) return 'wider'
  for (const edit of inner) {
    for (const small of smaller(current.value as JsonValue, edit)) {
      const planned = plan({ tree: current.tree, style }, small)
      if (planned === undefined) return undefined
      if (planned.some(({ range }) => range.start < margin.length)) return 'wider'
      pieces.apply(planned)
      current = read(pieces.text)
      if (current === undefined) return undefined
    }
  }
  if (!isSameValue(current.value, wanted)) return undefined
  const shift = start - margin.length
  return pieces.edits().map(({ range, text }) => textEdit(range.start + shift, range.end + shift, text))
}

/** Breaks an edit that sets a collection up into edits of what differs in it, so that what stays keeps its comments. */
function smaller(root: JsonValue, edit: PathEdit): PathEdit[] {
  if (edit.op !== 'set') return [edit]
  const old = valueAt(root, edit.path)
  return old === undefined ? [edit] : difference(old, edit.value, edit.path)
}

function difference(old: JsonValue, wanted: JsonValue, path: Path): PathEdit[] {
  if (isSameValue(old, wanted)) return []
  if (isMapping(old) && isMapping(wanted) && Object.keys(old).length > 0 && Object.keys(wanted).length > 0) {
    const sets = Object.entries(wanted).flatMap(([key, value]) =>
      Object.hasOwn(old, key) ? difference(old[key]!, value, [...path, key]) : [set([...path, key], value)],
    )
    const removals = Object.keys(old).filter((key) => !Object.hasOwn(wanted, key))
    return [...sets, ...removals.map((key) => remove([...path, key]))]
  }
  if (isSequence(old) && isSequence(wanted) && old.length > 0 && wanted.length >= old.length) {
    const changes = old.flatMap((item, index) => difference(item, wanted[index]!, [...path, index]))
    // Items that moved are better written anew than changed one into the other.
    if (changes.length === 0 || wanted.length === old.length)
      return [...changes, ...wanted.slice(old.length).map((item) => append(path, item))]
  }
  return [set(path, wanted)]
}

function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  let value: JsonValue | undefined = root
  for (const step of path) {
    if (value === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, JsonValue>>)[step]
  }
  return value
}

/** The edits of the text for one edit of the value. */
function plan(draft: Draft, edit: PathEdit): TextEdit[] | undefined {
  const { tree, style } = draft
  const { entries, isComplete } = routeTo(tree, style.schema, edit.path)
  if (!entries.every((entry) => isOwn(tree, entry))) return undefined
  const spots = spotsOf(tree, entries)
  const spot = spots.at(-1)!
  const missing = edit.path.slice(entries.length - 1)
  if (edit.op === 'remove') return isComplete && spots.length > 1 ? removeMember(draft, spots.at(-2)!, spot.value) : undefined
  if (edit.op === 'rename') return isComplete ? renameKey(draft, spot, edit.key) : undefined
  if (edit.op === 'set') return isComplete ? replaceValue(draft, spot, edit.value) : fill(draft, spot, missing, edit.value)
  if (isComplete && tree.kind(spot.value) === seqKind) return insertItem(draft, spot, edit.value)
  return fill(draft, spot, missing, [edit.value])
}

/** Whether an entry is written here and nowhere else, and as it seems: no alias, no merge key, no tag. */
export function isOwn(tree: Tree, { value, isMerged }: Entry): boolean {
  return !isMerged && tree.kind(value) !== aliasKind && tree.properties(value)?.tag === undefined
}

function spotsOf(tree: Tree, entries: readonly Entry[]): Spot[] {
  let inFlow = false
  return entries.map(({ key, value }) => {
    const spot = { key, value, inFlow }
    inFlow ||= tree.style(value) === flowStyle
    return spot
  })
}

/** Puts a value at the missing end of a path, with the mappings that lead there, into a mapping or in place of a null. */
function fill(draft: Draft, spot: Spot, missing: Path, value: JsonValue): TextEdit[] | undefined {
  const [key, ...rest] = missing
  if (draft.tree.kind(spot.value) === scalarKind) return replaceValue(draft, spot, wrap(missing, value))
  if (typeof key !== 'string' || draft.tree.kind(spot.value) !== mapKind) return undefined
  return insertEntry(draft, spot, key, wrap(rest, value))
}

function wrap(path: Path, value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>((inner, step) => ({ [step]: inner }), value)
}

function renameKey({ tree, style }: Draft, { key, inFlow }: Spot, name: string): TextEdit[] | undefined {
  if (key === undefined || tree.kind(key) !== scalarKind || tree.isOmitted(key)) return undefined
  const old = tree.style(key)
  const isQuoted = old === singleStyle || old === doubleStyle
  const written = isQuoted ? quoted(name, old === singleStyle ? "'" : '"') : printKey(name, style, inFlow)
  return [textEdit(tree.start(key), tree.end(key), written)]
}
