import type { Range } from '../../core/location.ts'
import { text } from '../../core/text.ts'

/**
 * A value of a JSON document with where it stands. The dialect is the one that Azure Resource Manager takes: comments, a byte
 * order mark, trailing commas and strings over several lines are allowed.
 */
export type JsonNode = JsonObject | JsonArray | JsonLiteral

export interface JsonMember {
  readonly key: string
  readonly keyRange: Range
  readonly value: JsonNode
}

export interface JsonObject {
  readonly kind: 'object'
  readonly members: readonly JsonMember[]
  readonly range: Range
}

export interface JsonArray {
  readonly kind: 'array'
  readonly items: readonly JsonNode[]
  readonly range: Range
}

export interface JsonLiteral {
  readonly kind: 'literal'
  readonly value: string | number | boolean | null
  readonly range: Range
  /** Whether every character of a string's value stands in the text as it is, so that offsets in one are offsets in the other. */
  readonly verbatim: boolean
}

export interface JsonProblem {
  readonly range: Range
  readonly message: ReturnType<typeof text>
}

export interface ParsedJson {
  /** Undefined where not even a value starts. */
  readonly root: JsonNode | undefined
  readonly problem: JsonProblem | undefined
}

const messages = {
  unexpected: text({ en: 'this is not JSON', ja: 'JSON として読めません' }),
  unterminated: text({ en: 'the string is not closed', ja: '文字列が閉じられていません' }),
  tooDeep: text({ en: 'nested more than 256 levels deep', ja: '入れ子が 256 段を超えています' }),
}

const deepest = 256

/** Reads a document as far as it can be read: what stands before a problem is kept. */
export function parseJson(source: string): ParsedJson {
  const reader = new JsonReader(source)
  const root = reader.value(0)
  if (reader.problem === undefined && !reader.atEnd()) reader.fail(messages.unexpected)
  return { root, problem: reader.problem }
}

/** The member of an object; keys are compared without case, as the service compares them. */
export function memberOf(node: JsonNode | undefined, key: string): JsonMember | undefined {
  if (node?.kind !== 'object') return undefined
  const lower = key.toLowerCase()
  return node.members.find((member) => member.key === key) ?? node.members.find((member) => member.key.toLowerCase() === lower)
}

/** The text of a node that is a string. */
export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined
}

class JsonReader {
  readonly #text: string
  #position: number
  problem: JsonProblem | undefined

  constructor(source: string) {
    this.#text = source
    this.#position = source.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  atEnd(): boolean {
    this.#skipTrivia()
    return this.#position >= this.#text.length
  }

  fail(message: JsonProblem['message'], start = this.#position): undefined {
    this.problem ??= { range: { start, end: Math.min(start + 1, this.#text.length) }, message }
    return undefined
  }

  #skipTrivia(): void {
    const source = this.#text
    for (; this.#position < source.length; this.#position++) {
      const unit = source.charCodeAt(this.#position)
      if (unit === 0x2f && source.charCodeAt(this.#position + 1) === 0x2f) {
        while (this.#position + 1 < source.length && source.charCodeAt(this.#position + 1) !== 0x0a) this.#position++
      } else if (unit === 0x2f && source.charCodeAt(this.#position + 1) === 0x2a) {
        const close = source.indexOf('*/', this.#position + 2)
        this.#position = close < 0 ? source.length : close + 1
      } else if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return
    }
  }

  value(depth: number): JsonNode | undefined {
    this.#skipTrivia()
    if (depth > deepest) return this.fail(messages.tooDeep)
    const unit = this.#text.charCodeAt(this.#position)
    if (unit === 0x7b) return this.#object(depth)
    if (unit === 0x5b) return this.#array(depth)
    return unit === 0x22 ? this.#string() : this.#word()
  }

  #object(depth: number): JsonObject {
    const start = this.#position++
    const members: JsonMember[] = []
    while (this.#more(0x7d)) {
      if (this.#text.charCodeAt(this.#position) !== 0x22) {
        this.fail(messages.unexpected)
        break
      }
      const key = this.#string()
      if (key === undefined) break
      this.#skipTrivia()
      if (this.#text.charCodeAt(this.#position) !== 0x3a) {
        this.fail(messages.unexpected)
        break
      }
      this.#position++
      const value = this.value(depth + 1)
      if (value === undefined) break
      members.push({ key: String(key.value), keyRange: key.range, value })
      if (this.problem !== undefined) break
    }
    return { kind: 'object', members, range: { start, end: this.#position } }
  }

  #array(depth: number): JsonArray {
    const start = this.#position++
    const items: JsonNode[] = []
    while (this.#more(0x5d)) {
      const item = this.value(depth + 1)
      if (item === undefined) break
      items.push(item)
      if (this.problem !== undefined) break
    }
    return { kind: 'array', items, range: { start, end: this.#position } }
  }

  /** Moves to the next entry; false at the closing bracket, which is taken. */
  #more(close: number): boolean {
    this.#skipTrivia()
    const comma = this.#text.charCodeAt(this.#position) === 0x2c
    if (comma) {
      this.#position++
      this.#skipTrivia()
    }
    if (this.#text.charCodeAt(this.#position) === close) {
      this.#position++
      return false
    }
    if (this.#position < this.#text.length) return true
    this.fail(messages.unexpected)
    return false
  }

  #string(): JsonLiteral | undefined {
    const start = this.#position++
    const source = this.#text
    let value = ''
    let copied = this.#position
    while (this.#position < source.length) {
      const unit = source.charCodeAt(this.#position)
      if (unit === 0x22) {
        const verbatim = copied === start + 1
        value += source.slice(copied, this.#position++)
        return { kind: 'literal', value, verbatim, range: { start, end: this.#position } }
      }
      if (unit === 0x5c) {
        value += source.slice(copied, this.#position) + this.#escape()
        copied = this.#position
      } else this.#position++
    }
    return this.fail(messages.unterminated, start)
  }

  #escape(): string {
    const letter = this.#text.charAt(this.#position + 1)
    this.#position += 2
    if (letter !== 'u') return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[letter] ?? letter
    const digits = this.#text.slice(this.#position, this.#position + 4)
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
      this.fail(messages.unexpected)
      return ''
    }
    this.#position += 4
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #word(): JsonLiteral | undefined {
    const start = this.#position
    while (/[\w.+-]/.test(this.#text.charAt(this.#position))) this.#position++
    const word = this.#text.slice(start, this.#position)
    const range = { start, end: this.#position }
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', range, verbatim: true }
    if (word === 'null') return { kind: 'literal', value: null, range, verbatim: true }
    if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return { kind: 'literal', value: Number(word), range, verbatim: true }
    return this.fail(messages.unexpected, start)
  }
}
