import type { Range } from '../../core/location.ts'
import { text, type Text } from '../../core/text.ts'

/** How deeply expressions and blocks may nest. */
const deepest = 200

const messages = {
  expected: text({ en: 'expected {expected}', ja: '{expected} が必要です' }),
  tooDeep: text({ en: 'nested more than {limit} levels deep', ja: '入れ子が {limit} 段を超えています' }),
}

export interface HclProblem {
  readonly range: Range
  readonly message: { readonly text: Text; readonly args: Readonly<Record<string, string | number>> }
}

/** Thrown where a construct cannot be read on. Its problem is already noted. */
export class Unreadable extends Error {}

const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy

/** A position in a text, with what reading HCL needs. Line ends count unless a bracket is open. */
export class Cursor {
  readonly text: string
  readonly problems: HclProblem[] = []
  position: number
  #brackets = 0
  #depth = 0

  constructor(source: string) {
    this.text = source
    this.position = source.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  rangeFrom(start: number): Range {
    return { start, end: this.position }
  }

  /** Skips blanks and comments, and line ends where they mean nothing. */
  skip(): void {
    const source = this.text
    for (;;) {
      const unit = source.charCodeAt(this.position)
      if (unit === 0x20 || unit === 0x09 || unit === 0x0d) this.position++
      else if (unit === 0x0a && this.#brackets > 0) this.position++
      else if (unit === 0x23 || (unit === 0x2f && source.charCodeAt(this.position + 1) === 0x2f)) this.#skipLine()
      else if (unit === 0x2f && source.charCodeAt(this.position + 1) === 0x2a) {
        const close = source.indexOf('*/', this.position + 2)
        this.position = close < 0 ? source.length : close + 2
      } else return
    }
  }

  #skipLine(): void {
    const end = this.text.indexOf('\n', this.position)
    this.position = end < 0 ? this.text.length : end
  }

  skipLines(): void {
    for (this.skip(); this.text.charCodeAt(this.position) === 0x0a; this.skip()) this.position++
  }

  get atEnd(): boolean {
    return this.position >= this.text.length
  }

  is(mark: string): boolean {
    return this.text.startsWith(mark, this.position)
  }

  accept(mark: string): boolean {
    if (!this.is(mark)) return false
    this.position += mark.length
    return true
  }

  expect(mark: string): void {
    this.skip()
    if (!this.accept(mark)) this.fail(JSON.stringify(mark))
  }

  /** The identifier that starts here, or undefined. */
  identifier(): string | undefined {
    identifier.lastIndex = this.position
    const found = identifier.exec(this.text)?.[0]
    if (found !== undefined) this.position += found.length
    return found
  }

  /** Whether the word stands here as a word of its own; if so it is taken. */
  acceptWord(word: string): boolean {
    const before = this.position
    if (this.identifier() === word) return true
    this.position = before
    return false
  }

  /** Reads inside brackets, where line ends mean nothing. */
  bracketed<T>(read: () => T): T {
    this.#brackets++
    try {
      return read()
    } finally {
      this.#brackets--
    }
  }

  /** Reads a block's body, in which line ends count again. */
  unbracketed<T>(read: () => T): T {
    const brackets = this.#brackets
    this.#brackets = 0
    try {
      return read()
    } finally {
      this.#brackets = brackets
    }
  }

  nested<T>(read: () => T): T {
    if (this.#depth >= deepest) this.#fail(messages.tooDeep, { limit: deepest })
    this.#depth++
    try {
      return read()
    } finally {
      this.#depth--
    }
  }

  fail(expected: string): never {
    return this.#fail(messages.expected, { expected })
  }

  #fail(template: Text, args: Readonly<Record<string, string | number>>): never {
    const start = Math.min(this.position, this.text.length)
    this.problems.push({ range: { start, end: Math.min(start + 1, this.text.length) }, message: { text: template, args } })
    throw new Unreadable()
  }

  /** Moves to the next line that starts, without indentation, with a word: where the next block or attribute may start. */
  skipToNextBlock(): void {
    const next = /\n(?=[A-Za-z_])/g
    next.lastIndex = this.position
    const found = next.exec(this.text)
    this.position = found === null ? this.text.length : found.index + 1
    this.#brackets = 0
    this.#depth = 0
  }
}
