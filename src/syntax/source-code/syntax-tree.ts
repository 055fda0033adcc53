import type { Parser, TreeCursor } from 'web-tree-sitter'

import type { Range } from '../../core/location.ts'

/** A tree deeper than this is cut: what lies below is left out, and the tree says so. */
const deepest = 400
/** Nodes after which reading ends, so that no file takes more memory than the scan has. */
const mostNodes = 2_000_000

/**
 * A node of a concrete syntax tree, without comments and without the tokens that carry no meaning of their own:
 * anonymous nodes are kept only where the grammar gives them a field, as it does with operators.
 */
export interface SyntaxNode extends Range {
  readonly type: string
  /** The role in the parent, where the grammar names one. */
  readonly field: string | undefined
  readonly isNamed: boolean
  readonly children: readonly SyntaxNode[]
}

export interface SyntaxTree {
  readonly text: string
  readonly root: SyntaxNode
  /** Where the grammar could make nothing of the text. What is around it was read. */
  readonly errors: readonly Range[]
  /** Whether something was left out because it is nested too deep or because there is too much of it. */
  readonly isCut: boolean
}

/** Parses a text. The native tree is given back at once; what is returned lives in JavaScript alone. */
export function parseSource(parser: Parser, text: string): SyntaxTree {
  const tree = parser.parse(text)
  if (tree === null) throw new Error('the parser has no language')
  try {
    const cursor = tree.walk()
    try {
      return new Reading(text, cursor).read()
    } finally {
      cursor.delete()
    }
  } finally {
    tree.delete()
  }
}

interface OpenNode extends Range {
  readonly type: string
  readonly field: string | undefined
  readonly isNamed: boolean
  readonly children: OpenNode[]
}

class Reading {
  readonly #text: string
  readonly #cursor: TreeCursor
  readonly #errors: Range[] = []
  #isCut = false
  #count = 0

  constructor(text: string, cursor: TreeCursor) {
    this.#text = text
    this.#cursor = cursor
  }

  read(): SyntaxTree {
    const root = this.#node()
    this.#fill(root)
    return { text: this.#text, root, errors: this.#errors, isCut: this.#isCut }
  }

  /** Depth first without recursion: the text decides how deep it goes. */
  #fill(root: OpenNode): void {
    const cursor = this.#cursor
    const open: OpenNode[] = [root]
    let descends = cursor.gotoFirstChild()
    while (open.length > 0) {
      if (!descends) {
        // The present node has no further child to look at: on to the next one beside or above it.
        while (!cursor.gotoNextSibling()) {
          open.pop()
          if (open.length === 0 || !cursor.gotoParent()) return
        }
      }
      descends = this.#take(open)
    }
  }

  /** Takes the node at the cursor into the innermost open one; true where the cursor has gone down to its first child. */
  #take(open: OpenNode[]): boolean {
    const cursor = this.#cursor
    const type = cursor.nodeType
    if (cursor.nodeIsMissing || type === 'ERROR') this.#errors.push({ start: cursor.startIndex, end: cursor.endIndex })
    if (type.endsWith('comment')) return false
    const node = this.#node()
    if (!node.isNamed && node.field === undefined) return false
    if (++this.#count > mostNodes || open.length > deepest) {
      this.#isCut = true
      return false
    }
    open.at(-1)!.children.push(node)
    if (!cursor.gotoFirstChild()) return false
    open.push(node)
    return true
  }

  #node(): OpenNode {
    const cursor = this.#cursor
    return {
      type: cursor.nodeType,
      field: cursor.currentFieldName ?? undefined,
      isNamed: cursor.nodeIsNamed,
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
    }
  }
}

/** The child in a role, if there is one. */
export function fieldOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.field === name) return child
  return undefined
}

/** All children in a role. */
export function fieldsOf(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === name)
}

/** The named children. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.isNamed)
}

/** The first child of a type. */
export function childOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  for (const child of node.children) if (types.includes(child.type)) return child
  return undefined
}
