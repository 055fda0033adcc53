import {
  binaryOperators,
  type Binary,
  type BinaryOperator,
  type Call,
  type Expression,
  type Identifier,
  type Literal,
  type ObjectProperty,
  type ResourceStatement,
  type Spread,
  type StringTemplate,
} from './ast.ts'
import { Unreadable, type TokenReader } from './token-reader.ts'
import type { TokenKind } from './token.ts'

/** Reads a resource that is declared inside another one's body; given by the statement parser, which this one cannot import. */
export type ReadNestedResource = (reader: TokenReader) => ResourceStatement | undefined

const precedence: Readonly<Record<BinaryOperator, number>> = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '=~': 4,
  '!~': 4,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
}
const operators: ReadonlySet<string> = new Set(binaryOperators)

/** What may stand at the start of the next line and still belong to the expression of this one: it can start nothing else. */
const continuesLine: ReadonlySet<TokenKind> = new Set(['?', ':', '??', '||', '&&', '==', '!=', '=~', '!~', '<', '<=', '>', '>=', '/', '%'])

export class ExpressionParser {
  readonly #reader: TokenReader
  readonly #nestedResource: ReadNestedResource

  constructor(reader: TokenReader, nestedResource: ReadNestedResource) {
    this.#reader = reader
    this.#nestedResource = nestedResource
  }

  /** @throws {Unreadable} where there is no expression */
  expression(): Expression {
    return this.#reader.nested(() => this.#ternary())
  }

  #ternary(): Expression {
    const condition = this.#binary(0)
    if (!this.#continuesWith('?')) return condition
    const reader = this.#reader
    reader.next()
    reader.skipNewlines()
    const consequent = this.expression()
    this.#continuesWith(':')
    reader.expect(':')
    reader.skipNewlines()
    const alternative = this.expression()
    return { kind: 'ternary', condition, consequent, alternative, range: reader.rangeFrom(condition.range.start) }
  }

  /** Whether `kind` comes next, be it on the next line; if so the reader stands on it. */
  #continuesWith(kind: TokenKind): boolean {
    const reader = this.#reader
    if (reader.is(kind)) return true
    if (!reader.is('newline') || reader.ahead(1).kind !== kind) return false
    reader.next()
    return true
  }

  #binary(above: number): Expression {
    let left = this.#unary()
    for (let folds = 0; ; folds++) {
      const operator = this.#operatorAbove(above)
      if (operator === undefined) return left
      // A long chain nests to the left as deeply as it is long.
      if (folds > 200) return this.#reader.fail('fewer operators in one expression')
      this.#reader.skipNewlines()
      const right = this.#binary(precedence[operator])
      left = { kind: 'binary', operator, left, right, range: this.#reader.rangeFrom(left.range.start) } satisfies Binary
    }
  }

  /** Takes the next operator if it binds tighter than `above`. */
  #operatorAbove(above: number): BinaryOperator | undefined {
    const reader = this.#reader
    const onNextLine = reader.is('newline') && continuesLine.has(reader.ahead(1).kind)
    const { kind } = onNextLine ? reader.ahead(1) : reader.token
    if (!operators.has(kind) || precedence[kind as BinaryOperator] <= above) return undefined
    if (onNextLine) reader.next()
    reader.next()
    return kind as BinaryOperator
  }

  #unary(): Expression {
    const reader = this.#reader
    const { start, kind } = reader.token
    if (kind !== '!' && kind !== '-' && kind !== '+') return this.#member()
    reader.next()
    const operand = reader.nested(() => this.#unary())
    return { kind: 'unary', operator: kind, operand, range: reader.rangeFrom(start) }
  }

  /** A primary expression and what is chained to it: `.name`, `.call()`, `[index]`, `::nested`, `!`. */
  #member(): Expression {
    const reader = this.#reader
    let target = this.#primary()
    for (let links = 0; links <= 200; links++) {
      const { start } = target.range
      if (reader.accept('.')) {
        const safe = reader.accept('?')
        const name = reader.identifier()
        if (reader.is('(')) target = { kind: 'call', name, target, args: this.#arguments(), range: reader.rangeFrom(start) }
        else target = { kind: 'property', target, name, safe, range: reader.rangeFrom(start) }
      } else if (reader.accept('[')) {
        const safe = reader.accept('?')
        const fromEnd = reader.accept('^')
        reader.skipNewlines()
        const index = this.expression()
        reader.skipNewlines()
        reader.expect(']')
        target = { kind: 'index', target, index, safe, fromEnd, range: reader.rangeFrom(start) }
      } else if (reader.accept('::')) {
        target = { kind: 'nested-resource', target, name: reader.identifier(), range: reader.rangeFrom(start) }
      } else if (reader.is('!')) {
        reader.next()
        target = { kind: 'non-null', operand: target, range: reader.rangeFrom(start) }
      } else return target
    }
    return reader.fail('fewer accesses in one expression')
  }

  #primary(): Expression {
    const reader = this.#reader
    const { kind, start, end } = reader.token
    if (kind === 'string' || kind === 'string-left') return this.string()
    if (kind === '{') return this.object()
    if (kind === '[') return isLoop(reader) ? this.#for() : this.#array()
    if (kind === '(') return this.#parenthesized()
    if (kind === 'identifier') return this.#named()
    if (kind !== 'integer') return reader.fail('an expression')
    return { kind: 'literal', value: Number(reader.textOf(reader.next())), range: { start, end } }
  }

  #named(): Expression {
    const reader = this.#reader
    const name = reader.identifier()
    if (reader.is('(')) return { kind: 'call', name, args: this.#arguments(), range: reader.rangeFrom(name.range.start) } satisfies Call
    if (reader.is('=>')) return this.#lambda([name], name.range.start)
    if (name.name === 'true' || name.name === 'false') return { kind: 'literal', value: name.name === 'true', range: name.range }
    if (name.name === 'null') return { kind: 'literal', value: null, range: name.range }
    return { kind: 'variable', name: name.name, range: name.range }
  }

  #lambda(parameters: readonly Identifier[], start: number): Expression {
    const reader = this.#reader
    reader.expect('=>')
    reader.skipNewlines()
    const body = this.expression()
    return { kind: 'lambda', parameters, body, range: reader.rangeFrom(start) }
  }

  #parenthesized(): Expression {
    const reader = this.#reader
    const { start } = reader.token
    const parameters = this.#lambdaParameters()
    if (parameters !== undefined) return this.#lambda(parameters, start)
    reader.expect('(')
    reader.skipNewlines()
    const inner = this.expression()
    reader.skipNewlines()
    reader.expect(')')
    return { ...inner, range: reader.rangeFrom(start) }
  }

  /** The names of `(a, b) =>`, or undefined, with the reader unmoved, where the parenthesis is not a lambda's. */
  #lambdaParameters(): readonly Identifier[] | undefined {
    const reader = this.#reader
    const before = reader.position
    const names: Identifier[] = []
    reader.expect('(')
    reader.skipNewlines()
    while (reader.is('identifier')) {
      names.push(reader.identifier())
      reader.skipNewlines()
      if (!reader.accept(',')) break
      reader.skipNewlines()
    }
    if (reader.accept(')') && reader.is('=>')) return names
    reader.position = before
    return undefined
  }

  #arguments(): readonly Expression[] {
    const reader = this.#reader
    reader.expect('(')
    reader.skipNewlines()
    const args: Expression[] = []
    while (!reader.is(')')) {
      args.push(this.expression())
      reader.skipNewlines()
      if (!reader.accept(',')) break
      reader.skipNewlines()
    }
    reader.expect(')')
    return args
  }

  /** A string with or without interpolations. @throws {Unreadable} where there is none */
  string(): Literal | StringTemplate {
    const reader = this.#reader
    const { start } = reader.token
    if (reader.is('string')) {
      const { value = '' } = reader.next()
      return { kind: 'literal', value, range: reader.rangeFrom(start) }
    }
    const texts = [reader.expect('string-left').value ?? '']
    const expressions: Expression[] = []
    for (;;) {
      reader.skipNewlines()
      expressions.push(this.expression())
      reader.skipNewlines()
      const last = reader.is('string-right')
      texts.push((last ? reader.next() : reader.expect('string-middle')).value ?? '')
      if (last) return { kind: 'template', texts, expressions, range: reader.rangeFrom(start) }
    }
  }

  object(): Expression {
    const reader = this.#reader
    const { start } = reader.expect('{')
    const entries: (ObjectProperty | Spread)[] = []
    const resources: ResourceStatement[] = []
    this.#items('}', () => {
      const resource = this.#nestedResource(reader)
      if (resource === undefined) entries.push(this.#entry())
      else resources.push(resource)
    })
    return { kind: 'object', entries, resources, range: reader.rangeFrom(start) }
  }

  #entry(): ObjectProperty | Spread {
    const reader = this.#reader
    if (reader.is('...')) return this.#spread()
    const key = this.#key()
    reader.expect(':')
    reader.skipNewlines()
    const value = this.#orBroken(() => this.expression())
    return { kind: 'property-entry', key, value, range: reader.rangeFrom(key.range.start) }
  }

  #key(): Literal | StringTemplate {
    const reader = this.#reader
    if (!reader.is('identifier')) return reader.is('string') || reader.is('string-left') ? this.string() : reader.fail('a property name')
    const { name, range } = reader.identifier()
    return { kind: 'literal', value: name, range }
  }

  #array(): Expression {
    const reader = this.#reader
    const { start } = reader.expect('[')
    const items: (Expression | Spread)[] = []
    this.#items(']', () => items.push(reader.is('...') ? this.#spread() : this.#orBroken(() => this.expression())))
    return { kind: 'array', items, range: reader.rangeFrom(start) }
  }

  #spread(): Spread {
    const { start } = this.#reader.expect('...')
    const expression = this.expression()
    return { kind: 'spread', expression, range: this.#reader.rangeFrom(start) }
  }

  /** Items that commas or line ends separate, up to `close`. An item that cannot be read costs that item only. */
  #items(close: TokenKind, readItem: () => void): void {
    const reader = this.#reader
    reader.skipNewlines()
    while (!reader.is(close)) {
      if (reader.is('end') || reader.isAtLostDeclaration) reader.fail(JSON.stringify(close))
      const before = reader.position
      try {
        reader.within(close, readItem)
        if (!reader.is(close) && !reader.is(',') && !reader.is('newline')) reader.fail(JSON.stringify(close))
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        reader.within(close, () => reader.skipItem())
        if (reader.position === before && !reader.is('newline') && !reader.is(',')) throw error
      }
      while (reader.is('newline') || reader.is(',')) reader.next()
    }
    reader.next()
  }

  /** The expression that `read` reads, or a broken one in its place when it cannot be read on this line. */
  #orBroken(read: () => Expression): Expression {
    const reader = this.#reader
    const { start } = reader.token
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      reader.skipItem()
      return { kind: 'broken', range: reader.rangeFrom(start) }
    }
  }

  #for(): Expression {
    const reader = this.#reader
    const { start } = reader.expect('[')
    reader.skipNewlines()
    reader.expectWord('for')
    const bracketed = reader.accept('(')
    const item = reader.identifier()
    const index = bracketed && reader.accept(',') ? reader.identifier() : undefined
    if (bracketed) reader.expect(')')
    reader.expectWord('in')
    const over = this.expression()
    reader.expect(':')
    reader.skipNewlines()
    const body = this.valueOrIf()
    reader.skipNewlines()
    reader.expect(']')
    return { kind: 'for', item, ...(index && { index }), over, body, range: reader.rangeFrom(start) }
  }

  /** What a resource or module is: a body, `if (…)` and a body, or a loop over those. */
  valueOrIf(): Expression {
    const reader = this.#reader
    if (!reader.isWord('if') || reader.ahead(1).kind !== '(') return this.expression()
    const { start } = reader.next()
    reader.expect('(')
    reader.skipNewlines()
    const condition = this.expression()
    reader.skipNewlines()
    reader.expect(')')
    reader.skipNewlines()
    const body = this.object()
    return { kind: 'if', condition, body, range: reader.rangeFrom(start) }
  }

  /** `@name(...)` lines before a declaration or a member of a type. */
  decorators(): readonly Expression[] {
    const reader = this.#reader
    const decorators: Expression[] = []
    while (reader.accept('@')) {
      decorators.push(this.expression())
      reader.skipNewlines()
    }
    return decorators
  }
}

/** Tells `[for x in …]` from an array whose first item is a variable called `for`. */
function isLoop(reader: TokenReader): boolean {
  let first = 1
  while (reader.ahead(first).kind === 'newline') first++
  const word = reader.ahead(first)
  const { kind } = reader.ahead(first + 1)
  return word.kind === 'identifier' && reader.textOf(word) === 'for' && (kind === 'identifier' || kind === '(')
}
