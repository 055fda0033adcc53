import type { Range } from '../../core/location.ts'
import { foldedStyle, literalStyle, rowLength, scalarKind, type Tree } from './tree.ts'

/** A comment: its range starts at the `#` and ends with its line; `text` is what stands after the `#`, without blanks around it. */
export interface Comment {
  readonly text: string
  readonly range: Range
}

/** The comments of a document in order. They can only stand between scalars, and there a `#` after a blank is always one. */
export function* commentsOf(tree: Tree): Generator<Comment> {
  let from = tree.range.start
  for (let node = 0; node < tree.rows.length; node += rowLength) {
    if (tree.kind(node) !== scalarKind) continue
    yield* commentsBetween(tree.text, from, tree.start(node))
    const style = tree.style(node)
    if (style === literalStyle || style === foldedStyle) {
      // A comment may follow the header.
      yield* commentsBetween(tree.text, tree.start(node), lineEnd(tree.text, tree.start(node), tree.range.end))
      from = Math.max(tree.rawEnd(node), tree.end(node))
    } else from = tree.end(node)
  }
  yield* commentsBetween(tree.text, from, tree.range.end)
}

function* commentsBetween(text: string, start: number, end: number): Generator<Comment> {
  for (let at = text.indexOf('#', start); at !== -1 && at < end;) {
    let next = at + 1
    if (at === 0 || ' \t\n\r\uFEFF'.includes(text[at - 1]!)) {
      next = lineEnd(text, at, end)
      yield { text: text.slice(at + 1, next).trim(), range: { start: at, end: next } }
    }
    at = text.indexOf('#', next)
  }
}

function lineEnd(text: string, from: number, limit: number): number {
  const end = text.indexOf('\n', from)
  if (end === -1 || end > limit) return limit
  return text[end - 1] === '\r' ? end - 1 : end
}
