import type { JsonValue, PathEdit } from '../../core/edit.ts'
import { isOwn } from './edit.ts'
import { isFirstOnLine, lineEnd } from './lines.ts'
import { routeTo, type Entry } from './place.ts'
import type { Style } from './print.ts'
import { blockStyle, encoded, foldedStyle, literalStyle, mapKind, rowLength, scalarKind, seqKind, type Node, type Tree } from './tree.ts'

/** How far inside a document an edit may lie, and how deep a value may be: far below the limit that reading it again would meet. */
const deepest = 100

/**
 * Whether an edit is one of the few that always succeed: a single change of an entry or item of block collections, in a
 * document without anchors, aliases, tags and lone carriage returns. False says nothing. A property test holds this
 * against what `planEdits` does.
 */
export function isCertain(tree: Tree, style: Style, edits: readonly PathEdit[]): boolean {
  const [edit, ...others] = edits
  if (edit === undefined || others.length > 0 || edit.path.length === 0 || edit.path.length > deepest) return false
  if (style.isJson || tree.aliases > 0 || tree.hasAnchorsOrTags || tree.text.charCodeAt(tree.range.start) === 0xfeff) return false
  const { entries, isComplete } = routeTo(tree, style.schema, edit.path)
  const collections = isComplete ? entries.slice(0, -1) : entries
  if (!collections.every((entry) => isBlockCollection(tree, entry))) return false
  if (!isComplete) return isCertainAddition(tree, entries, edit)
  const last = entries.at(-1)!
  if (!isOwn(tree, last)) return false
  if (edit.op === 'set') return isLineScalar(tree, last.value) && isLine(edit.value)
  if (edit.op === 'append')
    return tree.kind(last.value) === seqKind && isBlockCollection(tree, last) && endsPlainly(tree, last.value) && isLines(edit.value)
  return edit.op === 'remove' && isCertainRemoval(tree, collections.at(-1)!.value, last)
}

function isBlockCollection(tree: Tree, entry: Entry): boolean {
  return isOwn(tree, entry) && tree.style(entry.value) === blockStyle
}

/** A new entry at the end of a mapping; on the way to it only mappings are made. */
function isCertainAddition(tree: Tree, entries: readonly Entry[], edit: PathEdit): boolean {
  if (edit.op !== 'set' && edit.op !== 'append') return false
  const mapping = entries.at(-1)!.value
  const missing = edit.path.slice(entries.length - 1)
  return (
    tree.kind(mapping) === mapKind &&
    missing.every((step) => typeof step === 'string' && step.length < 100) &&
    endsPlainly(tree, mapping) &&
    isLines(edit.value)
  )
}

/** Whether what is added below the last line of a collection cannot become a part of that line's value. */
function endsPlainly(tree: Tree, node: Node): boolean {
  const style = tree.style(tree.after(node) - rowLength)
  return style !== literalStyle && style !== foldedStyle
}

/** A scalar that stands on one line and as what it means. */
function isLineScalar(tree: Tree, node: Node): boolean {
  if (tree.kind(node) !== scalarKind || tree.isOmitted(node) || tree.has(node, encoded)) return false
  const style = tree.style(node)
  return style !== literalStyle && style !== foldedStyle
}

function isLine(value: JsonValue): boolean {
  return typeof value === 'string' ? /^[\x20-\x7e]{0,200}$/.test(value) : typeof value !== 'object' || value === null
}

/** A value that is written as lines of their own, each of which is read for itself. */
function isLines(value: JsonValue, depth = 0): boolean {
  if (isLine(value)) return true
  if (typeof value !== 'object' || value === null || depth === deepest) return false
  return Object.entries(value).every(([key, held]) => isName(key) && isLines(held, depth + 1))
}

function isName(key: string): boolean {
  return /^[\w./-]{1,100}$/.test(key) && key !== '__proto__'
}

/** One of several members, with lines of its own that are not the last ones of the text and follow no block scalar. */
function isCertainRemoval(tree: Tree, collection: Node, { key, value }: Entry): boolean {
  const first = collection + rowLength
  const member = key ?? value
  const isOnly = tree.after(key === undefined ? first : tree.after(first)) === tree.after(collection)
  const start = key === undefined ? tree.lead(value) : tree.start(key)
  if (isOnly || !isFirstOnLine(tree.text, start) || !endsPlainly(tree, value)) return false
  return (member === first || endsPlainly(tree, member - rowLength)) && lineEnd(tree.text, tree.end(value)) < tree.range.end
}
