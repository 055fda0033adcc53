import { byteOrderMark, carriageReturn, hash, isBlank, isBreak, lineFeed, space, tab } from './characters.ts'
import type { YamlLimits } from './limits.ts'
import { aliasKind, hasProperties, rowLength, Tree, type Node, type Properties } from './tree.ts'

/** Why the fast reader stops: it met an error, or something that it leaves to the reader that knows all of YAML. */
export class Refusal extends Error {
  readonly code: string
  readonly offset: number
  /** A bound was met; no other reader may try. */
  readonly final: boolean

  constructor(code: string, offset: number, final = false) {
    super(code)
    this.code = code
    this.offset = offset
    this.final = final
  }
}

/** Rows are collected here and copied once, in their exact number, so that small documents cost small arrays. */
let scratch = new Int32Array(rowLength * 4096)

/** Where the fast reader stands in one document, and the rows that it has written. */
export class Scan {
  readonly text: string
  readonly #start: number
  /** The end of the document. */
  readonly limit: number
  readonly #limits: YamlLimits
  pos: number
  /** Where the line that `pos` is on starts. */
  lineStart: number
  /** Column of `pos` when it stands at the first content of a line; -1 at the end of the document. */
  column = 0
  depth = 0
  rows: Int32Array
  size = 0
  /** Where the node that was finished last ends. */
  lastEnd = 0
  aliases = 0
  anchors: Map<string, Node> | undefined
  properties: Map<Node, Properties> | undefined

  constructor(text: string, start: number, limit: number, limits: YamlLimits) {
    this.text = text
    this.#start = start
    this.limit = limit
    this.#limits = limits
    this.pos = text.charCodeAt(start) === byteOrderMark ? start + 1 : start
    this.lineStart = this.pos
    this.rows = scratch
  }

  tree(): Tree {
    return new Tree(this.text, { start: this.#start, end: this.limit }, this.rows.slice(0, this.size), this.aliases, this.properties)
  }

  /** The UTF-16 unit at `offset`, 0 past the end of the document. */
  at(offset: number): number {
    return offset < this.limit ? this.text.charCodeAt(offset) : 0
  }

  /** Adds a node without children. */
  leaf(head: number, start: number, end: number, lead: number, extra: number): Node {
    const node = this.open(head, start, lead)
    this.rows[node + 2] = end
    this.rows[node + 3] = this.size
    this.rows[node + 5] = extra
    this.lastEnd = end
    return node
  }

  /** Adds a node whose children are to follow. */
  open(head: number, start: number, lead: number): Node {
    const node = this.size
    if (node + rowLength > this.rows.length) this.#grow()
    const { rows } = this
    rows[node] = head
    rows[node + 1] = start
    rows[node + 2] = 0
    rows[node + 3] = 0
    rows[node + 4] = lead
    rows[node + 5] = 0
    this.size = node + rowLength
    return node
  }

  close(node: Node, end: number): void {
    this.rows[node + 2] = end
    this.rows[node + 3] = this.size
    this.lastEnd = end
    this.depth--
  }

  /** To be called before a collection is opened. */
  deepen(): void {
    if (++this.depth > this.#limits.depth) throw new Refusal('nesting-limit', this.pos, true)
  }

  #grow(): void {
    const larger = new Int32Array(this.rows.length * 2)
    larger.set(this.rows)
    this.rows = larger
    // Up to 24 MB are kept for the next document; beyond that a huge document pays for itself.
    if (larger.length <= 6 * 1024 * 1024) scratch = larger
  }

  /** To be called with the properties of the node that is read next, so that it can be found to contain itself. */
  announce({ anchor }: Properties): void {
    if (anchor === undefined) return
    this.anchors ??= new Map()
    this.anchors.set(anchor, this.size)
  }

  describe(node: Node, properties: Properties): void {
    this.rows[node]! |= hasProperties
    this.properties ??= new Map()
    this.properties.set(node, properties)
  }

  alias(name: string, start: number, end: number, lead: number): void {
    const target = this.anchors?.get(name)
    if (target === undefined) throw new Refusal('unknown-anchor', start)
    // The target is not closed yet: it would contain itself.
    if (this.rows[target + 3] === 0) throw new Refusal('alias-cycle', start)
    this.leaf(aliasKind, start, end, lead, target)
    this.aliases++
  }

  /** The end of the line that `offset` is on, without its line break. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset)
    if (end === -1 || end >= this.limit) return this.limit
    return end > offset && this.text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end
  }

  /** The start of the next line, `offset` being at a line break. */
  nextLine(offset: number): number {
    const unit = this.at(offset)
    if (unit === lineFeed) return offset + 1
    if (unit === carriageReturn && this.at(offset + 1) === lineFeed) return offset + 2
    throw new Refusal('unusual', offset)
  }

  skipBlanks(): void {
    let { pos } = this
    while (pos < this.limit && isBlank(this.text.charCodeAt(pos))) pos++
    this.pos = pos
  }

  /** Whether nothing more stands on this line but a comment. Blanks are skipped; the comment is not. */
  atLineEnd(): boolean {
    const from = this.pos
    this.skipBlanks()
    const unit = this.at(this.pos)
    return (
      unit === 0 ||
      isBreak(unit) ||
      (unit === hash && (this.pos > from || this.pos === this.lineStart || isBlank(this.text.charCodeAt(this.pos - 1))))
    )
  }

  /** From the end of a token to the first content of a following line; sets `column`. What else stands on this line is an error. */
  nextContent(): void {
    if (!this.atLineEnd()) throw new Refusal('unexpected-content', this.pos)
    this.#toContent(this.at(this.pos) === hash ? this.lineEnd(this.pos) : this.pos)
  }

  /** To the first content of the document. */
  firstContent(): void {
    if (this.atLineEnd()) this.nextContent()
    else this.column = this.pos - this.lineStart
  }

  /** From a line break over empty lines and comments. */
  #toContent(from: number): void {
    const { text, limit } = this
    let pos = from
    while (pos < limit) {
      pos = this.nextLine(pos)
      const lineStart = pos
      while (pos < limit && text.charCodeAt(pos) === space) pos++
      let unit = this.at(pos)
      if (unit === tab) {
        const indent = pos
        while (isBlank(unit)) unit = this.at(++pos)
        if (unit !== 0 && !isBreak(unit)) throw new Refusal('tab-as-indent', indent)
      }
      if (unit === hash) pos = this.lineEnd(pos)
      else if (unit !== lineFeed && unit !== carriageReturn && unit !== 0) {
        this.pos = pos
        this.lineStart = lineStart
        this.column = pos - lineStart
        return
      }
    }
    this.pos = limit
    this.column = -1
  }
}
