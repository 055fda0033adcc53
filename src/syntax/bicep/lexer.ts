import { text } from '../../core/text.ts'
import { at, type SyntaxProblem } from './problem.ts'
import { punctuation, type Punctuation, type Token, type TokenKind } from './token.ts'

const byFirstUnit = new Map<number, Punctuation[]>()
for (const mark of punctuation) {
  const unit = mark.charCodeAt(0)
  byFirstUnit.set(unit, [...(byFirstUnit.get(unit) ?? []), mark])
}

const messages = {
  unterminatedString: text({ en: 'the string has no closing quote', ja: '文字列が引用符で閉じられていません' }),
  unterminatedComment: text({ en: 'the comment is not closed', ja: 'コメントが閉じられていません' }),
  unknownEscape: text({ en: 'unknown escape sequence {sequence}', ja: '未知のエスケープシーケンス {sequence} です' }),
  unknownCharacter: text({ en: 'unexpected character {character}', ja: '予期しない文字 {character} です' }),
}

/** An interpolation that is open: how many braces are open inside it, and what resumes when it closes. */
interface OpenInterpolation {
  braces: number
  /** Undefined for a single-quoted string, the number of `$` for a multi-line one. */
  readonly dollars: number | undefined
}

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly problems: readonly SyntaxProblem[]
}

/**
 * Splits a Bicep text into tokens, in one pass and without backtracking. Comments, blanks and diagnostic directives give no
 * token; line ends that follow each other give one. The last token is always `end`.
 */
export function tokenize(source: string): Tokens {
  return new Lexer(source).run()
}

class Lexer {
  readonly #source: string
  readonly #tokens: Token[] = []
  readonly #problems: SyntaxProblem[] = []
  readonly #open: OpenInterpolation[] = []
  #position = 0

  constructor(source: string) {
    this.#source = source
  }

  run(): Tokens {
    if (this.#source.charCodeAt(0) === 0xfeff) this.#position = 1
    while (this.#skipTrivia()) this.#next()
    const end = this.#source.length
    this.#tokens.push({ kind: 'end', start: end, end })
    return { tokens: this.#tokens, problems: this.#problems }
  }

  /** Moves to where the next token starts; false at the end of the source. */
  #skipTrivia(): boolean {
    const source = this.#source
    while (this.#position < source.length) {
      const unit = source.charCodeAt(this.#position)
      if (unit === 0x20 || unit === 0x09) this.#position++
      else if (unit === 0x2f && source.charCodeAt(this.#position + 1) === 0x2f) this.#skipLine()
      else if (unit === 0x2f && source.charCodeAt(this.#position + 1) === 0x2a) this.#skipBlockComment()
      else if (unit === 0x23 && this.#atLineStart()) this.#skipLine()
      else return true
    }
    return false
  }

  #skipLine(): void {
    while (this.#position < this.#source.length && !isLineEnd(this.#source.charCodeAt(this.#position))) this.#position++
  }

  #skipBlockComment(): void {
    const start = this.#position
    const close = this.#source.indexOf('*/', start + 2)
    this.#position = close < 0 ? this.#source.length : close + 2
    if (close < 0) this.#problem(messages.unterminatedComment, start, start + 2)
  }

  /** Directives such as `#disable-next-line` stand alone on their line. */
  #atLineStart(): boolean {
    let before = this.#position - 1
    while (before >= 0 && (this.#source.charCodeAt(before) === 0x20 || this.#source.charCodeAt(before) === 0x09)) before--
    return before < 0 || isLineEnd(this.#source.charCodeAt(before)) || this.#source.charCodeAt(before) === 0xfeff
  }

  #next(): void {
    const start = this.#position
    const unit = this.#source.charCodeAt(start)
    if (isLineEnd(unit)) {
      while (this.#position < this.#source.length && isLineEnd(this.#source.charCodeAt(this.#position))) this.#position++
      this.#push('newline', start)
    } else if (isIdentifierStart(unit)) {
      while (isIdentifierPart(this.#source.charCodeAt(this.#position))) this.#position++
      this.#push('identifier', start)
    } else if (isDigit(unit)) {
      while (isDigit(this.#source.charCodeAt(this.#position))) this.#position++
      this.#push('integer', start)
    } else if (unit === 0x27) this.#openString()
    else if (unit === 0x24) this.#openDollarString()
    else this.#punctuation(unit)
  }

  #punctuation(unit: number): void {
    const start = this.#position
    const interpolation = this.#open.at(-1)
    if (unit === 0x7d && interpolation?.braces === 0) {
      this.#open.pop()
      this.#position++
      if (interpolation.dollars === undefined) this.#singleQuoted(start, 'string-right', 'string-middle')
      else this.#multiLine(start, interpolation.dollars, 'string-right', 'string-middle')
      return
    }
    const mark = byFirstUnit.get(unit)?.find((candidate) => this.#source.startsWith(candidate, start))
    if (mark === undefined) {
      this.#position += (this.#source.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
      this.#problem(messages.unknownCharacter, start, this.#position, {
        character: JSON.stringify(this.#source.slice(start, this.#position)),
      })
      this.#push('unrecognized', start)
      return
    }
    if (interpolation !== undefined && mark === '{') interpolation.braces++
    if (interpolation !== undefined && mark === '}') interpolation.braces--
    this.#position += mark.length
    this.#push(mark, start)
  }

  #openString(): void {
    const start = this.#position
    if (this.#source.startsWith("'''", start)) {
      this.#position += 3
      this.#multiLine(start, 0, 'string', 'string-left')
    } else {
      this.#position++
      this.#singleQuoted(start, 'string', 'string-left')
    }
  }

  #openDollarString(): void {
    const start = this.#position
    while (this.#source.charCodeAt(this.#position) === 0x24) this.#position++
    if (this.#source.startsWith("'''", this.#position)) {
      const dollars = this.#position - start
      this.#position += 3
      this.#multiLine(start, dollars, 'string', 'string-left')
    } else {
      this.#problem(messages.unknownCharacter, start, this.#position, { character: '"$"' })
      this.#push('unrecognized', start)
    }
  }

  /** Reads a piece of a `'…'` string from after its opening mark: to the closing quote, or to the next interpolation. */
  #singleQuoted(start: number, whole: TokenKind, part: TokenKind): void {
    const source = this.#source
    let value = ''
    let copied = this.#position
    while (this.#position < source.length) {
      const unit = source.charCodeAt(this.#position)
      if (isLineEnd(unit)) break
      if (unit === 0x27) {
        value += source.slice(copied, this.#position++)
        this.#push(whole, start, value)
        return
      }
      if (unit === 0x24 && source.charCodeAt(this.#position + 1) === 0x7b) {
        value += source.slice(copied, this.#position)
        this.#position += 2
        this.#open.push({ braces: 0, dollars: undefined })
        this.#push(part, start, value)
        return
      }
      if (unit === 0x5c) {
        value += source.slice(copied, this.#position) + this.#escape()
        copied = this.#position
      } else this.#position++
    }
    this.#problem(messages.unterminatedString, start, this.#position)
    this.#push(whole, start, value + source.slice(copied, this.#position))
  }

  /** Reads a backslash and what it escapes. */
  #escape(): string {
    const start = this.#position
    const letter = this.#source.charAt(start + 1)
    const simple = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", $: '$' }[letter]
    if (simple !== undefined) {
      this.#position += 2
      return simple
    }
    const codePoint = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(this.#source.slice(start, start + 10))
    if (codePoint?.[1] !== undefined && Number.parseInt(codePoint[1], 16) <= 0x10ffff) {
      this.#position += codePoint[0].length
      return String.fromCodePoint(Number.parseInt(codePoint[1], 16))
    }
    this.#position++
    this.#problem(messages.unknownEscape, start, start + 2, { sequence: JSON.stringify(this.#source.slice(start, start + 2)) })
    return '\\'
  }

  /** Reads a piece of a `'''…'''` string from after its opening mark. No escapes; with dollars, that many and `{` interpolate. */
  #multiLine(start: number, dollars: number, whole: TokenKind, part: TokenKind): void {
    const source = this.#source
    let from = this.#position
    // A line end right after the opening quotes is not part of the string.
    if (whole === 'string') from += source.startsWith('\r\n', from) ? 2 : source.startsWith('\n', from) ? 1 : 0
    while (this.#position < source.length) {
      const unit = source.charCodeAt(this.#position)
      if (unit === 0x27 && source.startsWith("'''", this.#position)) {
        // Further quotes belong to the string: the last three of a row close it.
        while (source.charCodeAt(this.#position + 3) === 0x27) this.#position++
        const value = source.slice(from, this.#position)
        this.#position += 3
        this.#push(whole, start, value)
        return
      }
      if (unit === 0x24 && dollars > 0) {
        const run = this.#position
        while (source.charCodeAt(this.#position) === 0x24) this.#position++
        if (this.#position - run < dollars || source.charCodeAt(this.#position) !== 0x7b) continue
        const value = source.slice(from, this.#position - dollars)
        this.#position++
        this.#open.push({ braces: 0, dollars })
        this.#push(part, start, value)
        return
      }
      this.#position++
    }
    this.#problem(messages.unterminatedString, start, start + 3)
    this.#push(whole, start, source.slice(from))
  }

  #push(kind: TokenKind, start: number, value?: string): void {
    const end = this.#position
    this.#tokens.push(value === undefined ? { kind, start, end } : { kind, start, end, value })
  }

  #problem(template: (typeof messages)[keyof typeof messages], start: number, end: number, args: Record<string, string> = {}): void {
    this.#problems.push(at({ start, end }, template, args))
  }
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function isIdentifierStart(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f
}

function isIdentifierPart(unit: number): boolean {
  return isIdentifierStart(unit) || isDigit(unit)
}
