import { RegoError, type RegoPosition } from '../errors.ts'
import type { Token } from './lexer.ts'

/** Rego's older dialect (OPA before 1.0, Gatekeeper's default) or the present one. */
export type RegoVersion = 'v0' | 'v1'

export type FutureKeyword = 'contains' | 'every' | 'if' | 'in'
export const futureKeywords: readonly FutureKeyword[] = ['contains', 'every', 'if', 'in']

/** Nesting deeper than this is refused, so that the parser's own recursion stays bounded. */
const maximumDepth = 300

/** A place in a list of tokens: what every part of the parser stands on. */
export class Cursor {
  readonly file: string
  readonly version: RegoVersion
  readonly enabled = new Set<FutureKeyword>()
  protected index = 0
  readonly #tokens: readonly Token[]
  #depth = 0
  #rereads: number

  constructor(file: string, tokens: readonly Token[], version: RegoVersion) {
    this.file = file
    this.version = version
    this.#tokens = tokens
    // Comprehensions are told from sets by trying; this bounds how often a hostile text makes the parser try again.
    this.#rereads = 1000 + tokens.length
    if (version === 'v1') for (const keyword of futureKeywords) this.enabled.add(keyword)
  }

  protected get token(): Token {
    return this.#tokens[this.index]!
  }

  protected get following(): Token {
    return this.#tokens[Math.min(this.index + 1, this.#tokens.length - 1)]!
  }

  protected get at(): RegoPosition {
    return { file: this.file, line: this.token.line, column: this.token.column }
  }

  protected next(): Token {
    const token = this.token
    if (token.kind !== 'end') this.index++
    return token
  }

  protected isMark(text: string): boolean {
    return this.token.kind === 'mark' && this.token.text === text
  }

  protected isKeyword(text: string): boolean {
    const { kind, text: word } = this.token
    return word === text && (kind === 'keyword' || (kind === 'name' && this.enabled.has(text as FutureKeyword)))
  }

  protected takeMark(text: string): boolean {
    if (!this.isMark(text)) return false
    this.index++
    return true
  }

  protected takeKeyword(text: string): boolean {
    if (!this.isKeyword(text)) return false
    this.index++
    return true
  }

  protected expectMark(text: string): void {
    if (!this.takeMark(text)) this.fail(`unexpected ${this.describe()}: expected ${text}`)
  }

  /** Whether the token follows the one before it without a space: `x[0]` is a reference, `x [0]` is not. */
  protected get adjacent(): boolean {
    return this.index > 0 && this.#tokens[this.index - 1]!.end === this.token.start
  }

  protected get onNewLine(): boolean {
    return this.index === 0 || this.#tokens[this.index - 1]!.line < this.token.line
  }

  protected describe(): string {
    const { kind, text } = this.token
    if (kind === 'end') return 'eof token'
    return kind === 'mark' ? `${text} token` : `${kind === 'name' ? 'var' : kind} ${text}`
  }

  protected fail(reason: string): never {
    throw new RegoError('rego_parse_error', reason, this.at)
  }

  protected nested<T>(parse: () => T): T {
    if (++this.#depth > maximumDepth) this.fail(`nested deeper than ${maximumDepth}`)
    try {
      return parse()
    } finally {
      this.#depth--
    }
  }

  /** What `parse` gives, or undefined with the cursor back where it was. */
  protected attempt<T>(parse: () => T): T | undefined {
    const { index } = this
    try {
      return parse()
    } catch (error) {
      if (!(error instanceof RegoError) || --this.#rereads < 0) throw error
      this.#rereads -= this.index - index
      this.index = index
      return undefined
    }
  }
}
