import type { CallNode, Node } from './ir.ts'

/** Whether all variables of the term have values, so that it has at most one value itself. */
export function isGround(node: Node, bound: ReadonlySet<number>): boolean {
  switch (node.kind) {
    case 'value':
    case 'comprehension':
      return true
    case 'local':
      return bound.has(node.slot)
    case 'array':
    case 'set':
      return node.items.every((item) => isGround(item, bound))
    case 'object':
      return node.entries.every(([key, value]) => isGround(key, bound) && isGround(value, bound))
    case 'ref':
      return (typeof node.root === 'string' || isGround(node.root, bound)) && node.path.every((step) => isGround(step, bound))
    case 'call':
      return !isRelation(node) && node.args.every((arg) => isGround(arg, bound))
  }
}

/** `walk` is the one built-in that has several results for one input. */
export function isRelation({ callee }: CallNode): boolean {
  return 'builtin' in callee && callee.builtin === 'walk'
}

/** The value of a term that is written out in full. */
export function isConstant(node: Node): boolean {
  switch (node.kind) {
    case 'value':
      return true
    case 'array':
    case 'set':
      return node.items.every(isConstant)
    case 'object':
      return node.entries.every(([key, value]) => isConstant(key) && isConstant(value))
    case 'local':
    case 'ref':
    case 'call':
    case 'comprehension':
      return false
  }
}

/**
 * Takes references that have several values, and all that `also` names, out of a term: each is replaced by a variable
 * that `lift` gives, innermost and leftmost first.
 */
export function liftFrom(node: Node, also: (node: Node) => boolean, lift: (node: Node) => Node, isTop = true): Node {
  const inner = (child: Node): Node => liftFrom(child, also, lift, false)
  switch (node.kind) {
    case 'value':
    case 'local':
    case 'comprehension':
      return node
    case 'array':
    case 'set':
      return { ...node, items: node.items.map(inner) }
    case 'object':
      return { ...node, entries: node.entries.map(([key, value]) => [inner(key), inner(value)]) }
    case 'ref': {
      const ref: Node = { ...node, root: typeof node.root === 'string' ? node.root : inner(node.root), path: node.path.map(inner) }
      return !isTop && also(ref) ? lift(ref) : ref
    }
    case 'call': {
      const call: Node = { ...node, args: node.args.map(inner) }
      return !isTop && also(call) ? lift(call) : call
    }
  }
}
