import type { Range } from '../../core/location.ts'
import { text, type Text } from '../../core/text.ts'

/** An expression of the template language, as it stands between the brackets of a string: `concat(parameters('a'), 'b')`. */
export type ArmExpression =
  | { readonly kind: 'literal'; readonly value: string | number; readonly range: Range }
  /** A function, of a namespace where the name has a dot. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly ArmExpression[]; readonly range: Range }
  | { readonly kind: 'property'; readonly target: ArmExpression; readonly name: string; readonly safe: boolean; readonly range: Range }
  | { readonly kind: 'index'; readonly target: ArmExpression; readonly index: ArmExpression; readonly range: Range }

export type ParsedExpression =
  | { readonly expression: ArmExpression }
  | { readonly problem: { readonly range: Range; readonly message: Text } }

const messages = {
  unexpected: text({ en: 'this template expression cannot be read', ja: 'このテンプレート式を読めません' }),
  tooDeep: text({ en: 'nested more than 256 levels deep', ja: '入れ子が 256 段を超えています' }),
}

const deepest = 256

/** Whether a string of a template is an expression; `[[` stands for a literal bracket. */
export function isExpression(value: string): boolean {
  return value.length > 2 && value.startsWith('[') && value.endsWith(']') && !value.startsWith('[[')
}

/** What a string that is no expression says. */
export function literalText(value: string): string {
  return value.startsWith('[[') ? value.slice(1) : value
}

/** Reads the string of a template from bracket to bracket. Ranges are offsets into that string. */
export function parseArmExpression(value: string): ParsedExpression {
  const parser = new ExpressionParser(value)
  try {
    return { expression: parser.whole() }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { problem: { range: { start: error.at, end: Math.min(error.at + 1, value.length) }, message: error.described } }
  }
}

class Unreadable extends Error {
  readonly at: number
  readonly described: Text

  constructor(at: number, described: Text) {
    super(described.en)
    this.at = at
    this.described = described
  }
}

class ExpressionParser {
  readonly #text: string
  #position = 1
  #depth = 0

  constructor(value: string) {
    this.#text = value
  }

  whole(): ArmExpression {
    const expression = this.#expression()
    this.#skipBlanks()
    if (this.#position !== this.#text.length - 1) this.#fail()
    return expression
  }

  #expression(): ArmExpression {
    if (this.#depth > deepest) throw new Unreadable(this.#position, messages.tooDeep)
    this.#depth++
    let target = this.#primary()
    for (let links = 0; ; links++) {
      this.#skipBlanks()
      const { start } = target.range
      const unit = this.#text.charAt(this.#position)
      if (links > deepest) throw new Unreadable(this.#position, messages.tooDeep)
      if (unit === '.') {
        this.#position++
        const safe = this.#text.charAt(this.#position) === '?'
        if (safe) this.#position++
        this.#skipBlanks()
        target = { kind: 'property', target, name: this.#word(), safe, range: { start, end: this.#position } }
      } else if (unit === '[') {
        this.#position++
        const index = this.#expression()
        this.#expect(']')
        target = { kind: 'index', target, index, range: { start, end: this.#position } }
      } else {
        this.#depth--
        return target
      }
    }
  }

  #primary(): ArmExpression {
    this.#skipBlanks()
    const start = this.#position
    const unit = this.#text.charAt(start)
    if (unit === "'") return { kind: 'literal', value: this.#string(), range: { start, end: this.#position } }
    if (/[-+\d]/.test(unit)) {
      this.#position++
      while (/[\d.]/.test(this.#text.charAt(this.#position))) this.#position++
      return { kind: 'literal', value: Number(this.#text.slice(start, this.#position)), range: { start, end: this.#position } }
    }
    let name = this.#word()
    this.#skipBlanks()
    while (this.#text.charAt(this.#position) === '.') {
      this.#position++
      name += `.${this.#word()}`
      this.#skipBlanks()
    }
    return { kind: 'call', name, args: this.#arguments(), range: { start, end: this.#position } }
  }

  #arguments(): readonly ArmExpression[] {
    this.#expect('(')
    const args: ArmExpression[] = []
    this.#skipBlanks()
    while (this.#text.charAt(this.#position) !== ')') {
      args.push(this.#expression())
      this.#skipBlanks()
      if (this.#text.charAt(this.#position) === ',') this.#position++
      else if (this.#text.charAt(this.#position) !== ')') this.#fail()
      this.#skipBlanks()
    }
    this.#position++
    return args
  }

  /** `'it''s'`: a quote is written twice. */
  #string(): string {
    let value = ''
    for (;;) {
      const close = this.#text.indexOf("'", this.#position + 1)
      if (close < 0) this.#fail()
      value += this.#text.slice(this.#position + 1, close)
      this.#position = close + 1
      if (this.#text.charAt(this.#position) !== "'") return value
      value += "'"
    }
  }

  #word(): string {
    const start = this.#position
    while (/[\w$-]/.test(this.#text.charAt(this.#position))) this.#position++
    if (this.#position === start) this.#fail()
    return this.#text.slice(start, this.#position)
  }

  #expect(mark: string): void {
    this.#skipBlanks()
    if (this.#text.charAt(this.#position) !== mark) this.#fail()
    this.#position++
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text.charAt(this.#position))) this.#position++
  }

  #fail(): never {
    throw new Unreadable(this.#position, messages.unexpected)
  }
}
