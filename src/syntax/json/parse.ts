import type { YamlLimits } from '../yaml/limits.ts'
import { Refusal, Scan } from '../yaml/scan.ts'
import { doubleStyle, encoded, flowStyle, mapKind, plainStyle, scalarKind, seqKind, type Tree } from '../yaml/tree.ts'

/** What may stand in a text that is not JSON by the letter of the standard. */
export interface JsonDialect {
  /** Line and block comments, as in ARM templates and editor settings. */
  readonly comments: boolean
  /** A comma after the last member or item. */
  readonly trailingCommas: boolean
}

const quote = 0x22
const comma = 0x2c
const slash = 0x2f
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Reads JSON (RFC 8259) into the tree that YAML is read into, of which it is a part.
 *
 * @throws {Refusal} where the text is broken
 */
export function parseJson(text: string, dialect: JsonDialect, limits: YamlLimits): Tree {
  const reader = new JsonReader(new Scan(text, 0, text.length, limits), dialect)
  return reader.read()
}

class JsonReader {
  readonly #scan: Scan
  readonly #dialect: JsonDialect

  constructor(scan: Scan, dialect: JsonDialect) {
    this.#scan = scan
    this.#dialect = dialect
  }

  read(): Tree {
    this.#space()
    this.#value(-1)
    this.#space()
    if (this.#scan.pos < this.#scan.limit) throw new Refusal('unexpected-content', this.#scan.pos)
    return this.#scan.tree()
  }

  #value(lead: number): void {
    const unit = this.#scan.at(this.#scan.pos)
    if (unit === quote) this.#string(lead)
    else if (unit === openBrace) this.#collection(lead, mapKind, closeBrace)
    else if (unit === openBracket) this.#collection(lead, seqKind, closeBracket)
    else this.#word(lead)
  }

  #collection(lead: number, kind: number, closing: number): void {
    const scan = this.#scan
    const start = scan.pos
    scan.deepen()
    const node = scan.open(kind | flowStyle, start, lead)
    scan.pos++
    this.#space()
    let mayClose = true
    while (!mayClose || scan.at(scan.pos) !== closing) {
      this.#member(kind === mapKind)
      this.#space()
      mayClose = true
      if (scan.at(scan.pos) === comma) {
        scan.pos++
        this.#space()
        mayClose = this.#dialect.trailingCommas
      } else if (scan.at(scan.pos) !== closing) {
        throw scan.pos < scan.limit ? new Refusal('missing-character', scan.pos) : new Refusal('missing-bracket', start)
      }
    }
    scan.pos++
    scan.close(node, scan.pos)
  }

  #member(isNamed: boolean): void {
    const scan = this.#scan
    let lead = -1
    if (isNamed) {
      if (scan.at(scan.pos) !== quote) throw new Refusal('unquoted-name', scan.pos)
      this.#string(-1)
      this.#space()
      if (scan.at(scan.pos) !== colon) throw new Refusal('missing-colon', scan.pos)
      lead = scan.pos++
      this.#space()
    }
    this.#value(lead)
  }

  #string(lead: number): void {
    const scan = this.#scan
    const { text, limit, pos: start } = scan
    let hasEscape = false
    for (let pos = start + 1; pos < limit; pos++) {
      const unit = text.charCodeAt(pos)
      if (unit === quote) {
        scan.pos = pos + 1
        scan.leaf(scalarKind | doubleStyle | (hasEscape ? encoded : 0), start, scan.pos, lead, 0)
        return
      }
      if (unit === backslash) {
        hasEscape = true
        pos += escapeLength(text, pos)
      } else if (unit < 0x20)
        throw new Refusal(unit === 0x0a || unit === 0x0d ? 'missing-quote' : 'raw-control-character', unit === 0x0a ? start : pos)
    }
    throw new Refusal('missing-quote', start)
  }

  /** `true`, `false`, `null` or a number. */
  #word(lead: number): void {
    const scan = this.#scan
    word.lastIndex = scan.pos
    const found = word.exec(scan.text)
    if (found === null) throw new Refusal('unexpected-content', Math.min(scan.pos, scan.limit))
    scan.pos += found[0].length
    scan.leaf(scalarKind | plainStyle, scan.pos - found[0].length, scan.pos, lead, 0)
  }

  #space(): void {
    const scan = this.#scan
    for (;;) {
      const unit = scan.at(scan.pos)
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) scan.pos++
      else if (unit === slash && this.#dialect.comments) scan.pos = commentEnd(scan.text, scan.pos)
      else return
    }
  }
}

const word = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])/y

/** How many units after the backslash belong to the escape. */
function escapeLength(text: string, backslashAt: number): number {
  const escape = text[backslashAt + 1]
  if (escape !== undefined && '"\\/bfnrt'.includes(escape)) return 1
  if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(backslashAt + 2, backslashAt + 6))) return 5
  throw new Refusal('bad-escape', backslashAt)
}

/** The end of the comment at `start`. */
export function commentEnd(text: string, start: number): number {
  if (text[start + 1] === '/') {
    const end = text.indexOf('\n', start)
    return end === -1 ? text.length : end
  }
  const end = text[start + 1] === '*' ? text.indexOf('*/', start + 2) : -1
  if (end === -1) throw new Refusal('unexpected-content', start)
  return end + 2
}
