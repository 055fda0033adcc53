import { gapsOf, type Comment } from '../yaml/comments.ts'
import type { Tree } from '../yaml/tree.ts'
import { commentEnd } from './parse.ts'

/** The comments of a JSON text that may have them. Between names and values a slash starts nothing else. */
export function* jsonComments(tree: Tree): Generator<Comment> {
  const { text } = tree
  const gaps = gapsOf(tree)
  let gap = gaps.next()
  for (let start = text.indexOf('/'); start !== -1;) {
    while (gap.done !== true && gap.value.end <= start) gap = gaps.next()
    if (gap.done === true) return
    let next = gap.value.start
    if (start >= next) {
      next = commentEnd(text, start)
      const written = text.slice(start, next).trimEnd()
      const inside = written.startsWith('/*') ? written.slice(2, -2) : written.slice(2)
      yield { text: inside.trim(), range: { start, end: start + written.length } }
    }
    start = text.indexOf('/', next)
  }
}
