import type { Range } from '../../core/location.ts'
import { lineEnd } from './lines.ts'
import { foldedStyle, literalStyle, rowLength, scalarKind, type Tree } from './tree.ts'

/** A comment with its marks: `range` covers `# why`, `text` is `why`. */
export interface Comment {
  readonly text: string
  readonly range: Range
}

/** The comments of a document in order. */
export function* commentsOf(tree: Tree): Generator<Comment> {
  const { text, range } = tree
  const gaps = gapsOf(tree)
  let gap = gaps.next()
  for (let at = text.indexOf('#', range.start); at !== -1 && at < range.end;) {
    while (gap.done !== true && gap.value.end <= at) gap = gaps.next()
    if (gap.done === true) return
    let next = at + 1
    if (at < gap.value.start) next = gap.value.start
    else if (at === 0 || ' \t\n\r\uFEFF'.includes(text[at - 1]!)) {
      next = Math.min(lineEnd(text, at), range.end)
      yield { text: text.slice(at + 1, next).trim(), range: { start: at, end: next } }
    }
    at = text.indexOf('#', next)
  }
}

/** What stands between scalars: there a `#` after a blank always starts a comment. A block scalar's header belongs to it. */
export function* gapsOf(tree: Tree): Generator<Range> {
  let start = tree.range.start
  for (let node = 0; node < tree.rows.length; node += rowLength) {
    if (tree.kind(node) !== scalarKind) continue
    const style = tree.style(node)
    const isBlockScalar = style === literalStyle || style === foldedStyle
    yield { start, end: isBlockScalar ? lineEnd(tree.text, tree.start(node)) : tree.start(node) }
    start = isBlockScalar ? Math.max(tree.rawEnd(node), tree.end(node)) : tree.end(node)
  }
  yield { start, end: tree.range.end }
}
