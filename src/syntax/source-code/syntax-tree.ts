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
      return new Reading(text, cursor, tree.rootNode.hasError).read()
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

/** What all nodes of a type have in common. Asking the native tree costs more than all else that reading does. */
interface NodeType {
  readonly name: string
  readonly isNamed: boolean
  readonly isComment: boolean
}

class Reading {
  readonly #text: string
  readonly #cursor: TreeCursor
  readonly #hasErrors: boolean
  readonly #types = new Map<number, NodeType>()
  readonly #errors: Range[] = []
  #isCut = false
  #count = 0

  constructor(text: string, cursor: TreeCursor, hasErrors: boolean) {
    this.#hasErrors = hasErrors
    this.#text = text
    this.#cursor = cursor
  }

  read(): SyntaxTree {
    const root = this.#node(this.#type(), undefined)
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
    const type = this.#type()
    if (this.#hasErrors && (cursor.nodeIsMissing || type.name === 'ERROR'))
      this.#errors.push({ start: cursor.startIndex, end: cursor.endIndex })
    if (type.isComment) return false
    const field = cursor.currentFieldName ?? undefined
    if (!type.isNamed && field === undefined) return false
    const node = this.#node(type, field)
    if (++this.#count > mostNodes || open.length > deepest) {
      this.#isCut = true
      return false
    }
    open.at(-1)!.children.push(node)
    if (!cursor.gotoFirstChild()) return false
    open.push(node)
    return true
  }

  #type(): NodeType {
    const cursor = this.#cursor
    const id = cursor.nodeTypeId
    const known = this.#types.get(id)
    if (known !== undefined) return known
    const name = cursor.nodeType
    const type = { name, isNamed: cursor.nodeIsNamed, isComment: name.endsWith('comment') }
    this.#types.set(id, type)
    return type
  }

  #node({ name, isNamed }: NodeType, field: string | undefined): OpenNode {
    const cursor = this.#cursor
    return { type: name, field, isNamed, start: cursor.startIndex, end: cursor.endIndex, children: [] }
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
