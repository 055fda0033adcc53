import { blockStyle, foldedStyle, keep, literalStyle, mapKind, rowLength, type Node, type Tree } from './tree.ts'

/** An entry of a mapping or an item of a sequence, as a stretch of text. */
export interface Member {
  /** Where it starts: at its dash, else its properties, else its key or value. */
  readonly start: number
  /** Where its text ends, with the line breaks that a block scalar holds on to. */
  readonly end: number
  readonly value: Node
}

/** The entries of a mapping or the items of a sequence, in order. */
export function membersOf(tree: Tree, collection: Node): Member[] {
  const members: Member[] = []
  const isMap = tree.kind(collection) === mapKind
  const isBlock = tree.style(collection) === blockStyle
  for (let child = collection + rowLength; child < tree.after(collection);) {
    const value = isMap ? tree.after(child) : child
    const start = !isMap && isBlock ? tree.lead(child) : (tree.properties(child)?.start ?? tree.start(child))
    members.push({ start, end: Math.max(textEnd(tree, value), tree.lead(value) + 1, tree.end(child)), value })
    child = tree.after(value)
  }
  return members
}

/** Where the text of a value ends: behind the final line breaks of a block scalar that keeps them. */
export function textEnd(tree: Tree, node: Node): number {
  const last = tree.after(node) - rowLength
  const style = tree.style(last)
  const keeps = (style === literalStyle || style === foldedStyle) && tree.has(last, keep)
  return keeps ? Math.max(tree.rawEnd(last), tree.end(last)) : tree.end(node)
}
