import type { Range } from '../../core/location.ts'

/**
 * The tree of one document: its nodes in the order of the text, each a fixed row of numbers, so that a large document
 * costs one typed array instead of a hundred thousand objects. A collection's children follow it directly; a mapping's
 * children are key, value, key, value, …
 */

export const mapKind = 0
export const seqKind = 1
export const scalarKind = 2
export const aliasKind = 3

export const plainStyle = 0
export const singleStyle = 1 << 2
export const doubleStyle = 2 << 2
export const literalStyle = 3 << 2
export const foldedStyle = 4 << 2
export const blockStyle = 5 << 2
export const flowStyle = 6 << 2

const kindMask = 3
const styleMask = 7 << 2

/** The scalar's text is not simply what stands between its ends: it has escapes or several lines. */
export const encoded = 1 << 5
/** Block scalar with `-`: no final line break. */
export const strip = 1 << 6
/** Block scalar with `+`: all final line breaks. */
export const keep = 1 << 7
/** Has an anchor or a tag, to be looked up in `properties`. */
export const hasProperties = 1 << 8
/** Block scalars keep their indentation above this bit. */
export const indentShift = 9

/** Numbers in a row: head (kind, style, flags), start, end, next sibling, lead, extra. */
export const rowLength = 6

/** The `&anchor` and `!tag` in front of a node. */
export interface Properties {
  readonly start: number
  readonly end: number
  readonly anchor?: string | undefined
  readonly tag?: string | undefined
}

/** A node is the offset of its row in `rows`. */
export type Node = number

export class Tree {
  readonly text: string
  /** What of the text the document covers. */
  readonly range: Range
  readonly rows: Int32Array
  /** Number of nodes whose value is written elsewhere. */
  readonly aliases: number
  readonly #properties: ReadonlyMap<Node, Properties> | undefined

  constructor(text: string, range: Range, rows: Int32Array, aliases: number, properties: ReadonlyMap<Node, Properties> | undefined) {
    this.text = text
    this.range = range
    this.rows = rows
    this.aliases = aliases
    this.#properties = properties
  }

  kind(node: Node): number {
    return this.rows[node]! & kindMask
  }

  style(node: Node): number {
    return this.rows[node]! & styleMask
  }

  has(node: Node, flag: number): boolean {
    return (this.rows[node]! & flag) !== 0
  }

  /** Where the token starts: the opening quote, the first key or dash, the `|`. Properties stand before it. */
  start(node: Node): number {
    return this.rows[node + 1]!
  }

  /** Where the token ends; comments and line ends after it do not belong to it. Equal to `start` for a value that is left out. */
  end(node: Node): number {
    return this.rows[node + 2]!
  }

  /** The next node that is not inside this one. */
  after(node: Node): Node {
    return this.rows[node + 3]!
  }

  /** Where the `:` or `-` in front of a value stands; -1 for keys, items of flow sequences and the root. */
  lead(node: Node): number {
    return this.rows[node + 4]!
  }

  /** For an alias: the node that it stands for. */
  target(alias: Node): Node {
    return this.rows[alias + 5]!
  }

  /** For a block scalar: the end of its text, with the line breaks that chomping decides on. */
  rawEnd(blockScalar: Node): number {
    return this.rows[blockScalar + 5]!
  }

  /** For a block scalar: how many spaces each line loses. */
  indent(blockScalar: Node): number {
    return this.rows[blockScalar]! >>> indentShift
  }

  properties(node: Node): Properties | undefined {
    return this.has(node, hasProperties) ? this.#properties?.get(node) : undefined
  }

  /** Whether any node has an anchor or a tag. */
  get hasAnchorsOrTags(): boolean {
    return this.#properties !== undefined
  }

  isEmpty(collection: Node): boolean {
    return this.after(collection) === collection + rowLength
  }

  /** Whether the value is left out, as in `key:`. */
  isOmitted(node: Node): boolean {
    return this.kind(node) === scalarKind && this.start(node) === this.end(node)
  }

  /** The node itself, or what an alias stands for. */
  resolve(node: Node): Node {
    return this.kind(node) === aliasKind ? this.target(node) : node
  }
}
