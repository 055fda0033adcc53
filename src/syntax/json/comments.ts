import type { Comment } from '../yaml/comments.ts'
import { rowLength, scalarKind, type Tree } from '../yaml/tree.ts'
import { commentEnd } from './parse.ts'

/** The comments of a JSON text that may have them. They can only stand between names and values, where a slash starts nothing else. */
export function* jsonComments(tree: Tree): Generator<Comment> {
  const { text } = tree
  let from = tree.range.start
  const between = function* (end: number): Generator<Comment> {
    for (let start = text.indexOf('/', from); start !== -1 && start < end; start = text.indexOf('/', from)) {
      from = commentEnd(text, start)
      const written = text.slice(start, from)
      const inside = written.startsWith('/*') ? written.slice(2, -2) : written.slice(2)
      yield { text: inside.trim(), range: { start, end: start + written.trimEnd().length } }
    }
  }
  for (let node = 0; node < tree.rows.length; node += rowLength) {
    if (tree.kind(node) !== scalarKind) continue
    yield* between(tree.start(node))
    from = tree.end(node)
  }
  yield* between(tree.range.end)
}
