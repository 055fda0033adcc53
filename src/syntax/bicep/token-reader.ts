import type { Range } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import type { Identifier } from './ast.ts'
import { at, type SyntaxProblem } from './problem.ts'
import type { Token, TokenKind } from './token.ts'

/** How deeply expressions may nest. The compiler's own samples stay below 20; without a limit, hostile input overflows the stack. */
export const deepest = 256

const messages = {
  expected: text({ en: 'expected {expected}, found {found}', ja: '{expected} が必要ですが、{found} があります' }),
  tooDeep: text({ en: 'nested more than {limit} levels deep', ja: '入れ子が {limit} 段を超えています' }),
}

/** Words that begin declarations of a file. */
const declarations: ReadonlySet<string> = new Set(['param', 'var', 'type', 'func', 'resource', 'module', 'output'])

/** Thrown where a construct cannot be read on, caught where reading can be taken up again. Its problem is already noted. */
export class Unreadable extends Error {}

/** A position in a list of tokens, with what parsing needs: looking ahead, demanding, and skipping what cannot be read. */
export class TokenReader {
  readonly text: string
  readonly problems: SyntaxProblem[]
  readonly #tokens: readonly Token[]
  #position = 0
  #depth = 0
  /** What closes the constructs that are being read, innermost last. */
  readonly #closers: TokenKind[] = []

  constructor(source: string, tokens: readonly Token[], problems: SyntaxProblem[]) {
    this.text = source
    this.#tokens = tokens
    this.problems = problems
  }

  /** Where the reader stands, for telling whether it moved and for going back. */
  get position(): number {
    return this.#position
  }

  set position(position: number) {
    this.#position = position
  }

  get token(): Token {
    return this.#tokens[this.#position]!
  }

  ahead(count: number): Token {
    return this.#tokens[Math.min(this.#position + count, this.#tokens.length - 1)]!
  }

  /** End of the token before the current one: where a construct that was just read ends. */
  get readTo(): number {
    return this.#position === 0 ? 0 : this.#tokens[this.#position - 1]!.end
  }

  rangeFrom(start: number): Range {
    return { start, end: Math.max(start, this.readTo) }
  }

  is(kind: TokenKind): boolean {
    return this.token.kind === kind
  }

  isWord(word: string): boolean {
    return this.token.kind === 'identifier' && this.textOf(this.token) === word
  }

  textOf(token: Token): string {
    return this.text.slice(token.start, token.end)
  }

  next(): Token {
    const { token } = this
    if (token.kind !== 'end') this.#position++
    return token
  }

  accept(kind: TokenKind): boolean {
    if (!this.is(kind)) return false
    this.next()
    return true
  }

  acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.next()
    return true
  }

  expect(kind: TokenKind): Token {
    if (!this.is(kind)) this.fail(kind === 'identifier' ? 'a name' : kind === 'newline' ? 'a new line' : JSON.stringify(kind))
    return this.next()
  }

  expectWord(word: string): Token {
    if (!this.isWord(word)) this.fail(JSON.stringify(word))
    return this.next()
  }

  identifier(): Identifier {
    const token = this.expect('identifier')
    return { name: this.textOf(token), range: { start: token.start, end: token.end } }
  }

  skipNewlines(): void {
    while (this.is('newline')) this.next()
  }

  /** @throws {Unreadable} always */
  fail(expected: string): never {
    const { token } = this
    const isNoted = this.problems.at(-1)?.range.start === token.start
    if (!isNoted)
      this.problems.push(at({ start: token.start, end: token.end }, messages.expected, { expected, found: this.#describe(token) }))
    throw new Unreadable()
  }

  /**
   * Whether a bracket is missing and the next declaration of the file begins here: something was wrong before, and a line
   * starts, without indentation, with the word of a declaration and a name.
   */
  get isAtLostDeclaration(): boolean {
    const { token } = this
    if (this.problems.length === 0 || token.kind !== 'identifier') return false
    const atLineStart = token.start === 0 || this.text.charCodeAt(token.start - 1) === 0x0a
    return atLineStart && this.ahead(1).kind === 'identifier' && declarations.has(this.textOf(token))
  }

  /** Runs `read` one level deeper; at more than {@link deepest} levels it is a problem instead of a stack overflow. */
  nested<T>(read: () => T): T {
    if (this.#depth >= deepest) {
      const { token } = this
      this.problems.push(at({ start: token.start, end: token.end }, messages.tooDeep, { limit: deepest }))
      throw new Unreadable()
    }
    this.#depth++
    try {
      return read()
    } finally {
      this.#depth--
    }
  }

  /** Runs `read` knowing that `closer` ends the construct, so that skipping does not run past it. */
  within<T>(closer: TokenKind, read: () => T): T {
    this.#closers.push(closer)
    try {
      return read()
    } finally {
      this.#closers.pop()
    }
  }

  /** Skips to the end of the line or to the bracket that closes a construct that is being read, over whatever is balanced. */
  skipItem(): void {
    let open = 0
    for (;;) {
      const { kind } = this.token
      if (kind === 'end' || this.isAtLostDeclaration) return
      if (open === 0 && (kind === 'newline' || kind === ',' || this.#closers.includes(kind))) return
      if (kind === '{' || kind === '[' || kind === '(' || kind === 'string-left') open++
      else if (open > 0 && (kind === '}' || kind === ']' || kind === ')' || kind === 'string-right')) open--
      this.next()
    }
  }

  #describe(token: Token): string {
    if (token.kind === 'end') return 'the end of the file'
    if (token.kind === 'newline') return 'the end of the line'
    const found = this.textOf(token)
    return JSON.stringify(found.length > 20 ? `${found.slice(0, 20)}…` : found)
  }
}
