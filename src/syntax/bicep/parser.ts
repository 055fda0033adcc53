import type {
  Expression,
  Identifier,
  ImportedName,
  ImportStatement,
  Literal,
  OtherStatement,
  Program,
  ResourceStatement,
  Statement,
  StringTemplate,
  TypeExpression,
  UsingStatement,
} from './ast.ts'
import { tokenize } from './lexer.ts'
import { ExpressionParser } from './parse-expression.ts'
import { TypeParser } from './parse-type.ts'
import type { SyntaxProblem } from './problem.ts'
import { TokenReader, Unreadable } from './token-reader.ts'

export interface Parsed {
  readonly program: Program
  readonly problems: readonly SyntaxProblem[]
}

/**
 * Reads a Bicep module or a `.bicepparam` file. Never throws: what cannot be read is a problem with its range, and costs at
 * most the declaration that it stands in.
 */
export function parseBicep(text: string): Parsed {
  const { tokens, problems } = tokenize(text)
  const noted = [...problems]
  const statements = new StatementParser(new TokenReader(text, tokens, noted)).statements()
  return { program: { statements }, problems: noted }
}

type Decorators = readonly Expression[]

class StatementParser {
  readonly #reader: TokenReader
  readonly #expressions: ExpressionParser
  readonly #types: TypeParser
  readonly #read: ReadonlyMap<string, (start: number, decorators: Decorators) => Statement>

  constructor(reader: TokenReader) {
    this.#reader = reader
    this.#expressions = new ExpressionParser(reader, () => this.#nestedResource())
    this.#types = new TypeParser(reader, this.#expressions)
    this.#read = new Map<string, (start: number, decorators: Decorators) => Statement>([
      ['targetScope', (start) => this.#targetScope(start)],
      ['param', (start, decorators) => this.#param(start, decorators)],
      ['var', (start, decorators) => this.#var(start, decorators)],
      ['type', (start, decorators) => this.#type(start, decorators)],
      ['func', (start, decorators) => this.#func(start, decorators)],
      ['resource', (start, decorators) => this.#resource(start, decorators)],
      ['module', (start, decorators) => this.#module(start, decorators)],
      ['output', (start, decorators) => this.#output(start, decorators)],
      ['import', (start) => this.#import(start)],
      ['using', (start) => this.#using(start)],
      ['extends', (start) => ({ kind: 'extends', path: this.#expressions.string(), range: this.#reader.rangeFrom(start) })],
      ['metadata', (start) => this.#assigned(start, 'metadata')],
      ['assert', (start) => this.#assigned(start, 'assert')],
      ['test', (start) => this.#test(start)],
      ['extension', (start) => this.#extension(start)],
      ['extensionConfig', (start) => this.#extensionConfig(start)],
    ])
  }

  statements(): readonly Statement[] {
    const reader = this.#reader
    const statements: Statement[] = []
    for (reader.skipNewlines(); !reader.is('end'); reader.skipNewlines()) {
      try {
        const statement = this.#statement()
        if (statement !== undefined) statements.push(statement)
        if (!reader.is('end')) reader.expect('newline')
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        this.#skipToNextDeclaration()
      }
    }
    return statements
  }

  #statement(): Statement | undefined {
    const reader = this.#reader
    const { start } = reader.token
    const decorators = this.#expressions.decorators()
    // Decorators at the end of a file decorate nothing; the compiler objects, their values decide nothing.
    if (reader.is('end') && decorators.length > 0) return undefined
    const read = reader.is('identifier') ? this.#read.get(reader.textOf(reader.token)) : undefined
    if (read === undefined) return reader.fail('a declaration')
    reader.next()
    return read(start, decorators)
  }

  /** A broken declaration ends where a line starts, without indentation, with a decorator or the word of a declaration. */
  #skipToNextDeclaration(): void {
    const reader = this.#reader
    for (; !reader.is('end') && !reader.isAtLostDeclaration; reader.next()) {
      if (!reader.is('newline')) continue
      const next = reader.ahead(1)
      const atLineStart = next.start === reader.token.end
      if (atLineStart && (next.kind === '@' || (next.kind === 'identifier' && this.#read.has(reader.textOf(next))))) return
    }
  }

  #targetScope(start: number): Statement {
    this.#reader.expect('=')
    return { kind: 'targetScope', value: this.#value(), range: this.#reader.rangeFrom(start) }
  }

  #param(start: number, decorators: Decorators): Statement {
    const reader = this.#reader
    const name = reader.identifier()
    const type = reader.is('=') || reader.is('newline') || reader.is('end') ? undefined : this.#types.type()
    const value = reader.accept('=') ? this.#value() : undefined
    return { kind: 'param', decorators, name, ...(type && { type }), ...(value && { value }), range: reader.rangeFrom(start) }
  }

  #var(start: number, decorators: Decorators): Statement {
    const reader = this.#reader
    const name = reader.identifier()
    const type = reader.is('=') ? undefined : this.#types.type()
    reader.expect('=')
    const value = this.#value()
    return { kind: 'var', decorators, name, ...(type && { type }), value, range: reader.rangeFrom(start) }
  }

  #type(start: number, decorators: Decorators): Statement {
    const name = this.#reader.identifier()
    this.#reader.expect('=')
    this.#reader.skipNewlines()
    return { kind: 'type', decorators, name, value: this.#types.type(), range: this.#reader.rangeFrom(start) }
  }

  #func(start: number, decorators: Decorators): Statement {
    const reader = this.#reader
    const name = reader.identifier()
    const parameters: Identifier[] = []
    reader.expect('(')
    reader.skipNewlines()
    while (!reader.is(')')) {
      parameters.push(reader.identifier())
      this.#types.type()
      reader.skipNewlines()
      if (!reader.accept(',')) break
      reader.skipNewlines()
    }
    reader.expect(')')
    this.#types.singular()
    reader.expect('=>')
    reader.skipNewlines()
    const body = this.#expressions.expression()
    return { kind: 'func', decorators, name, parameters, body, range: reader.rangeFrom(start) }
  }

  #resource(start: number, decorators: Decorators): ResourceStatement {
    const reader = this.#reader
    const name = reader.identifier()
    const type = this.#expressions.string()
    const existing = reader.acceptWord('existing')
    reader.expect('=')
    return { kind: 'resource', decorators, name, type, existing, value: this.#value(), range: reader.rangeFrom(start) }
  }

  /** A resource inside another's body, told from a property called `resource` by the name and type that follow. */
  #nestedResource(): ResourceStatement | undefined {
    const reader = this.#reader
    const { start } = reader.token
    const decorators = this.#expressions.decorators()
    if (decorators.length === 0 && !(reader.isWord('resource') && reader.ahead(1).kind === 'identifier')) return undefined
    reader.expectWord('resource')
    return this.#resource(start, decorators)
  }

  #module(start: number, decorators: Decorators): Statement {
    const reader = this.#reader
    const name = reader.identifier()
    const reference = this.#expressions.string()
    reader.expect('=')
    return { kind: 'module', decorators, name, reference, value: this.#value(), range: reader.rangeFrom(start) }
  }

  #output(start: number, decorators: Decorators): Statement {
    const reader = this.#reader
    const name = reader.identifier()
    const type: TypeExpression | undefined = reader.is('=') ? undefined : this.#types.type()
    reader.expect('=')
    return { kind: 'output', decorators, name, ...(type && { type }), value: this.#value(), range: reader.rangeFrom(start) }
  }

  /** What comes after `=`: it may start on a later line. */
  #value(): Expression {
    this.#reader.skipNewlines()
    return this.#expressions.valueOrIf()
  }

  #import(start: number): ImportStatement | OtherStatement {
    const reader = this.#reader
    // The former name of `extension`.
    if (reader.is('string') || reader.is('string-left')) return this.#extension(start)
    let wildcard: Identifier | undefined
    const names: ImportedName[] = []
    if (reader.accept('*')) {
      reader.expectWord('as')
      wildcard = reader.identifier()
    } else {
      reader.expect('{')
      for (this.#skipSeparators(); !reader.accept('}'); this.#skipSeparators()) names.push(this.#importedName())
    }
    reader.expectWord('from')
    const from = this.#expressions.string()
    return { kind: 'import', names, ...(wildcard && { wildcard }), from, range: reader.rangeFrom(start) }
  }

  #importedName(): ImportedName {
    const reader = this.#reader
    const { start } = reader.token
    const original = reader.is('string')
      ? { name: reader.token.value ?? '', range: { start, end: reader.next().end } }
      : reader.identifier()
    const as = reader.acceptWord('as') ? reader.identifier() : original
    return { name: original.name, as, range: reader.rangeFrom(start) }
  }

  #skipSeparators(): void {
    while (this.#reader.is('newline') || this.#reader.is(',')) this.#reader.next()
  }

  #using(start: number): UsingStatement {
    const reader = this.#reader
    const path: Literal | StringTemplate | undefined = reader.acceptWord('none') ? undefined : this.#expressions.string()
    if (reader.acceptWord('with')) this.#expressions.object()
    return { kind: 'using', ...(path && { path }), range: reader.rangeFrom(start) }
  }

  #assigned(start: number, kind: 'metadata' | 'assert'): OtherStatement {
    const name = this.#reader.identifier()
    this.#reader.expect('=')
    return { kind, name, value: this.#value(), range: this.#reader.rangeFrom(start) }
  }

  #test(start: number): OtherStatement {
    const name = this.#reader.identifier()
    this.#expressions.string()
    this.#reader.expect('=')
    return { kind: 'test', name, value: this.#value(), range: this.#reader.rangeFrom(start) }
  }

  #extension(start: number): OtherStatement {
    const reader = this.#reader
    const specification = reader.is('identifier') ? reader.identifier() : undefined
    if (specification === undefined) this.#expressions.string()
    const value = reader.acceptWord('with') ? this.#expressions.object() : undefined
    const name = reader.acceptWord('as') ? reader.identifier() : specification
    return { kind: 'extension', ...(name && { name }), ...(value && { value }), range: reader.rangeFrom(start) }
  }

  #extensionConfig(start: number): OtherStatement {
    const name = this.#reader.identifier()
    this.#reader.expectWord('with')
    return { kind: 'extensionConfig', name, value: this.#expressions.object(), range: this.#reader.rangeFrom(start) }
  }
}
