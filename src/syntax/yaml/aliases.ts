import type { YamlLimits } from './limits.ts'
import { problem, type SyntaxProblem } from './problem.ts'
import { aliasKind, rowLength, scalarKind, type Node, type Tree } from './tree.ts'

/** Finds the alias with which the document, once expanded, goes over a limit, without expanding anything. */
export function aliasProblem(tree: Tree, limits: YamlLimits): SyntaxProblem | undefined {
  if (tree.aliases === 0) return undefined
  const count = tree.rows.length / rowLength
  // How many nodes aliases have added before each row, and how many collections are inside each other from a row down.
  const added = new Float64Array(count + 1)
  const height = new Int32Array(count)
  const open: number[] = []
  const raise = (inner: number): void => {
    const parent = open.at(-1)
    if (parent !== undefined) height[parent] = Math.max(height[parent]!, inner + 1)
  }
  for (let index = 0; index < count; index++) {
    const node: Node = index * rowLength
    while (open.length > 0 && tree.after(open.at(-1)! * rowLength) <= node) raise(height[open.pop()!]!)
    added[index + 1] = added[index]!
    const kind = tree.kind(node)
    if (kind === aliasKind) {
      const target = tree.target(node) / rowLength
      const after = tree.after(tree.target(node)) / rowLength
      added[index + 1]! += after - target + added[after]! - added[target]!
      raise(height[target]!)
      if (added[index + 1]! > limits.aliased || open.length + height[target]! > limits.depth)
        return problem('alias-limit', { start: tree.start(node), end: tree.end(node) }, true)
    } else if (kind !== scalarKind) {
      open.push(index)
      height[index] = 1
    }
  }
  return undefined
}
