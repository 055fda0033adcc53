import type { PathEdit } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { columnOf, nextLine } from './lines.ts'
import { textEnd } from './members.ts'
import { routeTo, type Entry } from './place.ts'
import type { Style } from './print.ts'
import { indentationAt } from './replace.ts'
import { aliasKind, blockStyle, mapKind, seqKind, type Tree } from './tree.ts'

/**
 * A stretch of a document that is edited as if it were one of its own. In a list of a thousand objects only the object that
 * is meant has to be read again.
 */
export interface Scope {
  /** What leads to it. */
  readonly path: Path
  /** Blanks that put its first line at its column. They are not part of the document. */
  readonly margin: string
  /** What of the document it covers. */
  readonly start: number
  readonly end: number
}

/** The scope of edits that may touch all of a document. */
export function wholeDocument(tree: Tree): Scope {
  return { path: [], margin: '', ...tree.range }
}

/** The smallest collection in which all edits are two steps deep or more, so that it stays what it is; undefined where that is the document. */
export function smallestScope(tree: Tree, style: Style, edits: readonly PathEdit[]): Scope | undefined {
  // What has aliases has to be read as a whole.
  if (tree.aliases > 0) return undefined
  const path = commonPath(edits)
  const { entries } = routeTo(tree, style.schema, path)
  const depth = entries.findIndex((entry) => !canStandAlone(tree, style, entry))
  const node = entries.at(depth === -1 ? entries.length - 1 : depth - 1)!.value
  const steps = (depth === -1 ? entries.length : depth) - 1
  if (steps < 1) return undefined
  const start = tree.start(node)
  const margin = style.isJson ? indentationAt(tree.text, start) : ' '.repeat(columnOf(tree.text, start))
  const end = style.isJson ? tree.end(node) : Math.min(nextLine(tree.text, textEnd(tree, node)), tree.range.end)
  return { path: path.slice(0, steps), margin, start, end }
}

function canStandAlone(tree: Tree, style: Style, { value, isMerged }: Entry): boolean {
  const kind = tree.kind(value)
  if (isMerged || kind === aliasKind || tree.properties(value) !== undefined) return false
  return (kind === mapKind || kind === seqKind) && (style.isJson || tree.style(value) === blockStyle)
}

/** The steps that all edits begin with, short of the last two of each. */
function commonPath(edits: readonly PathEdit[]): Path {
  const [first, ...others] = edits.map(({ path }) => path.slice(0, -2))
  if (first === undefined) return []
  const length = others.reduce((common, path) => {
    const differs = first.slice(0, common).findIndex((step, index) => path[index] !== step)
    return differs === -1 ? common : differs
  }, first.length)
  return first.slice(0, length)
}
