import { spoken } from '../../core/text.ts'
import { EvaluationError } from './value.ts'
/** A template expression: what stands between `[` and `]` in a string of a policy. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression }

/** Deeper nesting is refused, so that reading and running stay bounded. */
const maximumDepth = 100

const tokenPattern = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*)|([()[\],.]))/y

/** Whether the string is an expression. `[[` stands for a `[` that is meant literally. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']')
}

const parsed = new Map<string, Expression>()

/**
 * Reads an expression with its brackets.
 *
 * @throws {EvaluationError} with the position of what does not fit
 */
export function parseExpression(text: string): Expression {
  let expression = parsed.get(text)
  if (expression === undefined) {
    expression = new ExpressionParser(text).parse()
    if (parsed.size > 5000) parsed.clear()
    parsed.set(text, expression)
  }
  return expression
}

class ExpressionParser {
  readonly #text: string
  readonly #end: number
  #offset = 1
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#end = text.length - 1
  }

  parse(): Expression {
    const expression = this.#expression()
    if (this.#text.slice(this.#offset, this.#end).trim() !== '') this.#fail()
    return expression
  }

  #fail(): never {
    throw new EvaluationError(
      spoken(
        {
          en: 'unexpected {found} at position {position} of {expression}',
          ja: '{expression} の {position} 文字目に、予期しない {found} があります',
        },
        {
          found: JSON.stringify(this.#text.slice(this.#offset, this.#offset + 10)),
          position: this.#offset + 1,
          expression: JSON.stringify(this.#text),
        },
      ),
    )
  }

  #next(): { readonly text: string; readonly group: number } | undefined {
    tokenPattern.lastIndex = this.#offset
    const match = tokenPattern.exec(this.#text.slice(0, this.#end))
    if (match === null) return undefined
    this.#offset = tokenPattern.lastIndex
    const group = match.slice(1).findIndex((part) => part !== undefined) + 1
    return { text: match[group]!, group }
  }

  #take(mark: string): boolean {
    const before = this.#offset
    const token = this.#next()
    if (token?.group === 4 && token.text === mark) return true
    this.#offset = before
    return false
  }

  #expression(): Expression {
    if (++this.#depth > maximumDepth)
      throw new EvaluationError(
        spoken({ en: 'the expression is nested deeper than {most}', ja: '式の入れ子が {most} 段を超えています' }, { most: maximumDepth }),
      )
    let expression = this.#primary()
    for (;;) {
      if (this.#take('.')) {
        const name = this.#next()
        if (name?.group !== 3) return this.#fail()
        expression = { kind: 'member', of: expression, key: { kind: 'literal', value: name.text } }
      } else if (this.#take('[')) {
        expression = { kind: 'member', of: expression, key: this.#expression() }
        if (!this.#take(']')) this.#fail()
      } else break
    }
    this.#depth--
    return expression
  }

  #primary(): Expression {
    const token = this.#next()
    if (token === undefined) return this.#fail()
    if (token.group === 1) return { kind: 'literal', value: token.text.slice(1, -1).replaceAll("''", "'") }
    if (token.group === 2) return { kind: 'literal', value: Number(token.text) }
    if (token.group === 4) return this.#fail()
    if (!this.#take('(')) {
      const constant = { true: true, false: false, null: null }[token.text.toLowerCase()]
      return constant === undefined ? this.#fail() : { kind: 'literal', value: constant }
    }
    const args: Expression[] = []
    while (!this.#take(')')) {
      if (args.length > 0 && !this.#take(',')) this.#fail()
      args.push(this.#expression())
    }
    return { kind: 'call', name: token.text.toLowerCase(), args }
  }
}
