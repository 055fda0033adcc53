import type { TypeExpression, TypeMember } from './ast.ts'
import type { ExpressionParser } from './parse-expression.ts'
import type { TokenReader } from './token-reader.ts'

/** Reads type expressions: `string`, `('a' | 'b')[]?`, `{ name: string }`, `resourceInput<'…'>.properties`. */
export class TypeParser {
  readonly #reader: TokenReader
  readonly #expressions: ExpressionParser

  constructor(reader: TokenReader, expressions: ExpressionParser) {
    this.#reader = reader
    this.#expressions = expressions
  }

  type(): TypeExpression {
    return this.#reader.nested(() => this.#union())
  }

  #union(): TypeExpression {
    const reader = this.#reader
    const { start } = reader.token
    this.#skipToBar()
    reader.accept('|')
    reader.skipNewlines()
    const members = [this.singular()]
    while (this.#skipToBar()) {
      reader.next()
      reader.skipNewlines()
      members.push(this.singular())
    }
    return members.length === 1 ? members[0]! : { kind: 'type-union', members, range: reader.rangeFrom(start) }
  }

  /** Whether `|` comes next, be it on the next line; if so the reader stands on it. */
  #skipToBar(): boolean {
    const reader = this.#reader
    if (reader.is('newline') && reader.ahead(1).kind === '|') reader.next()
    return reader.is('|')
  }

  /** A type without a top-level `|`, as the parameters and results of functions have it. */
  singular(): TypeExpression {
    const reader = this.#reader
    let type = this.#primary()
    for (let suffixes = 0; suffixes <= 200; suffixes++) {
      const { start } = type.range
      if (reader.accept('?')) type = { kind: 'type-nullable', inner: type, range: reader.rangeFrom(start) }
      else if (reader.accept('!')) type = { ...type, range: reader.rangeFrom(start) }
      else if (reader.accept('[')) type = this.#indexed(type, start)
      else if (reader.accept('.')) type = this.#member(type, start)
      else return type
    }
    return reader.fail('fewer type suffixes')
  }

  /** `T[]` is an array of T; `T[*]` and `T[0]` are what T holds, of which nothing is known here. */
  #indexed(type: TypeExpression, start: number): TypeExpression {
    const reader = this.#reader
    if (reader.accept(']')) return { kind: 'type-array', item: type, range: reader.rangeFrom(start) }
    if (!reader.accept('*')) reader.expect('integer')
    reader.expect(']')
    return { kind: 'type-broken', range: reader.rangeFrom(start) }
  }

  #member(type: TypeExpression, start: number): TypeExpression {
    const reader = this.#reader
    if (reader.accept('*')) return { kind: 'type-broken', range: reader.rangeFrom(start) }
    const { name } = reader.identifier()
    if (reader.is('<')) return this.#resourceType(name, start)
    if (type.kind !== 'type-name') return { kind: 'type-broken', range: reader.rangeFrom(start) }
    return { kind: 'type-name', path: [...type.path, name], range: reader.rangeFrom(start) }
  }

  #primary(): TypeExpression {
    const reader = this.#reader
    const { start } = reader.token
    const { kind } = reader.token
    if (kind === '{') return this.#object()
    if (kind === '[') return this.#tuple()
    if (kind === 'identifier') return this.#named(start)
    if (kind !== '(') return this.#literal()
    reader.next()
    reader.skipNewlines()
    const inner = this.type()
    reader.skipNewlines()
    reader.expect(')')
    return inner
  }

  #literal(): TypeExpression {
    const reader = this.#reader
    const { start } = reader.token
    if (reader.is('string') || reader.is('string-left')) {
      const string = this.#expressions.string()
      return { kind: 'type-literal', value: string.kind === 'literal' ? string.value : '', range: string.range }
    }
    const negative = reader.is('-')
    if (!reader.is('integer') && !reader.accept('-') && !reader.accept('+') && !reader.accept('!')) reader.fail('a type')
    const token = reader.is('integer') ? reader.next() : reader.expect('identifier')
    const value = token.kind === 'integer' ? Number(reader.textOf(token)) * (negative ? -1 : 1) : reader.textOf(token) !== 'true'
    return { kind: 'type-literal', value, range: reader.rangeFrom(start) }
  }

  #named(start: number): TypeExpression {
    const reader = this.#reader
    const { name } = reader.identifier()
    if (name === 'true' || name === 'false') return { kind: 'type-literal', value: name === 'true', range: reader.rangeFrom(start) }
    if (name === 'null') return { kind: 'type-literal', value: null, range: reader.rangeFrom(start) }
    if (reader.is('<')) return this.#resourceType(name, start)
    // The old form `param x resource 'type@version'`.
    if (name === 'resource' && reader.is('string'))
      return { kind: 'type-resource', name, of: reader.next().value ?? '', range: reader.rangeFrom(start) }
    return { kind: 'type-name', path: [name], range: reader.rangeFrom(start) }
  }

  #resourceType(name: string, start: number): TypeExpression {
    const reader = this.#reader
    reader.expect('<')
    reader.skipNewlines()
    const of = this.#expressions.string()
    reader.skipNewlines()
    reader.expect('>')
    return { kind: 'type-resource', name, of: of.kind === 'literal' ? String(of.value) : '', range: reader.rangeFrom(start) }
  }

  #object(): TypeExpression {
    const reader = this.#reader
    const { start } = reader.expect('{')
    const members: TypeMember[] = []
    let rest: TypeExpression | undefined
    reader.skipNewlines()
    while (!reader.accept('}')) {
      const decorators = this.#expressions.decorators()
      if (reader.accept('*')) {
        reader.expect(':')
        rest = this.type()
      } else {
        const name = reader.is('identifier') ? reader.identifier().name : String(literalOf(this.#expressions.string()))
        reader.expect(':')
        members.push({ name, type: this.type(), decorators })
      }
      if (!reader.is('}') && !reader.is('newline') && !reader.is(',')) reader.fail('a new line')
      while (reader.is('newline') || reader.is(',')) reader.next()
    }
    return { kind: 'type-object', members, ...(rest && { rest }), range: reader.rangeFrom(start) }
  }

  #tuple(): TypeExpression {
    const reader = this.#reader
    const { start } = reader.expect('[')
    const items: TypeExpression[] = []
    reader.skipNewlines()
    while (!reader.accept(']')) {
      this.#expressions.decorators()
      items.push(this.type())
      if (!reader.is(']') && !reader.is('newline') && !reader.is(',')) reader.fail('a new line')
      while (reader.is('newline') || reader.is(',')) reader.next()
    }
    return { kind: 'type-tuple', items, range: reader.rangeFrom(start) }
  }
}

function literalOf(string: ReturnType<ExpressionParser['string']>): unknown {
  return string.kind === 'literal' ? string.value : ''
}
