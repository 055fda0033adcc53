import type { CelNode } from './ast.ts'
import { CelSyntaxError } from './errors.ts'
import { tokenizeCel, type CelToken } from './lexer.ts'

const binary: readonly (readonly string[])[] = [['||'], ['&&'], ['<', '<=', '>', '>=', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']]
const deepest = 200
/** Only with a sign before it an integer. */
const beyondInteger = 1n << 63n
const longest = 200_000

/**
 * Reads an expression.
 *
 * @throws {CelSyntaxError} with the offset of what does not fit
 */
export function parseCel(text: string): CelNode {
  if (text.length > longest) throw new CelSyntaxError(`expression is longer than ${longest} characters`, longest)
  return new CelParser(tokenizeCel(text)).parse()
}

class CelParser {
  readonly #tokens: readonly CelToken[]
  #index = 0
  #depth = 0

  constructor(tokens: readonly CelToken[]) {
    this.#tokens = tokens
  }

  parse(): CelNode {
    const node = this.#expression()
    if (this.#token.kind !== 'end') this.#fail()
    return node
  }

  get #token(): CelToken {
    return this.#tokens[this.#index]!
  }

  #fail(): never {
    const token = this.#token
    throw new CelSyntaxError(
      token.kind === 'end'
        ? 'expression ends too early'
        : `unexpected ${token.kind === 'literal' ? 'literal' : JSON.stringify(token.text)}`,
      token.at,
    )
  }

  #take(mark: string): boolean {
    const token = this.#token
    if (token.kind !== 'mark' || token.text !== mark) return false
    this.#index++
    return true
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) this.#fail()
  }

  #expression(): CelNode {
    if (++this.#depth > deepest) throw new CelSyntaxError(`expression is nested deeper than ${deepest}`, this.#token.at)
    const condition = this.#binary(0)
    const { at } = this.#token
    let node = condition
    if (this.#take('?')) {
      const yes = this.#binary(0)
      this.#expect(':')
      node = { kind: 'call', target: undefined, name: '?:', args: [condition, yes, this.#expression()], at }
    }
    this.#depth--
    return node
  }

  #binary(level: number): CelNode {
    const operators = binary[level]
    if (operators === undefined) return this.#unary()
    let left = this.#binary(level + 1)
    for (;;) {
      const token = this.#token
      if (token.kind === 'literal' || token.kind === 'end' || !operators.includes(token.text)) return left
      this.#index++
      left = { kind: 'call', target: undefined, name: `_${token.text}_`, args: [left, this.#binary(level + 1)], at: token.at }
    }
  }

  #unary(): CelNode {
    const { at } = this.#token
    for (const mark of ['!', '-'] as const) {
      if (!this.#take(mark)) continue
      if (++this.#depth > deepest) throw new CelSyntaxError(`expression is nested deeper than ${deepest}`, at)
      const operand = this.#unary()
      this.#depth--
      // The smallest integer has no positive counterpart; only a number that is written is negated here.
      if (
        mark === '-' &&
        operand.kind === 'literal' &&
        operand.at === at + 1 &&
        (typeof operand.value === 'bigint' || typeof operand.value === 'number')
      )
        return { kind: 'literal', value: -operand.value, at }
      return { kind: 'call', target: undefined, name: `${mark}_`, args: [operand], at }
    }
    return this.#member()
  }

  #member(): CelNode {
    let node = this.#primary()
    for (;;) {
      const { at } = this.#token
      if (this.#take('.')) {
        const optional = this.#take('?')
        const field = this.#name()
        if (!optional && this.#take('(')) node = { kind: 'call', target: node, name: field, args: this.#list(')'), at }
        else node = { kind: 'select', of: node, field, optional, at }
      } else if (this.#take('[')) {
        const optional = this.#take('?')
        node = { kind: 'index', of: node, key: this.#expression(), optional, at }
        this.#expect(']')
      } else if (this.#isMark('{')) {
        const type = dottedName(node)
        if (type === undefined) return node
        this.#index++
        node = this.#struct(type, at)
      } else return node
    }
  }

  #isMark(mark: string): boolean {
    const token = this.#token
    return token.kind === 'mark' && token.text === mark
  }

  #name(): string {
    const token = this.#token
    if (token.kind !== 'name') return this.#fail()
    this.#index++
    return token.text
  }

  #list(close: string): readonly CelNode[] {
    const items: CelNode[] = []
    while (!this.#take(close)) {
      items.push(this.#expression())
      if (!this.#take(',') && !this.#isMark(close)) this.#fail()
    }
    return items
  }

  #primary(): CelNode {
    const token = this.#token
    const { at } = token
    if (token.kind === 'literal') {
      if (token.value === beyondInteger && !this.#isNegated()) throw new CelSyntaxError('integer is too large', at)
      this.#index++
      return { kind: 'literal', value: token.value, at }
    }
    if (token.kind === 'name') return this.#named(token.text, at)
    if (this.#take('.')) return this.#named(this.#peekName(), at)
    if (this.#take('(')) {
      const node = this.#expression()
      this.#expect(')')
      return node
    }
    if (this.#take('[')) return this.#listLiteral(at)
    if (this.#take('{')) return this.#mapLiteral(at)
    return this.#fail()
  }

  #isNegated(): boolean {
    const before = this.#tokens[this.#index - 1]
    return before?.kind === 'mark' && before.text === '-'
  }

  #peekName(): string {
    const token = this.#token
    return token.kind === 'name' ? token.text : this.#fail()
  }

  #named(text: string, at: number): CelNode {
    this.#index++
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', at }
    if (text === 'null') return { kind: 'literal', value: null, at }
    if (text === 'in') return this.#fail()
    if (this.#take('(')) return { kind: 'call', target: undefined, name: text, args: this.#list(')'), at }
    return { kind: 'name', name: text, at }
  }

  #listLiteral(at: number): CelNode {
    const items: { readonly value: CelNode; readonly optional: boolean }[] = []
    while (!this.#take(']')) {
      const optional = this.#take('?')
      items.push({ value: this.#expression(), optional })
      if (!this.#take(',') && !this.#isMark(']')) this.#fail()
    }
    return { kind: 'list', items, at }
  }

  #mapLiteral(at: number): CelNode {
    const entries: { readonly key: CelNode; readonly value: CelNode; readonly optional: boolean }[] = []
    while (!this.#take('}')) {
      const optional = this.#take('?')
      const key = this.#expression()
      this.#expect(':')
      entries.push({ key, value: this.#expression(), optional })
      if (!this.#take(',') && !this.#isMark('}')) this.#fail()
    }
    return { kind: 'map', entries, at }
  }

  #struct(type: string, at: number): CelNode {
    const fields: { readonly name: string; readonly value: CelNode; readonly optional: boolean }[] = []
    while (!this.#take('}')) {
      const optional = this.#take('?')
      const name = this.#name()
      this.#expect(':')
      fields.push({ name, value: this.#expression(), optional })
      if (!this.#take(',') && !this.#isMark('}')) this.#fail()
    }
    return { kind: 'struct', type, fields, at }
  }
}

/** `a.b.c` as text; undefined for anything else. */
export function dottedName(node: CelNode): string | undefined {
  if (node.kind === 'name') return node.name
  if (node.kind !== 'select' || node.optional) return undefined
  const of = dottedName(node.of)
  return of === undefined ? undefined : `${of}.${node.field}`
}
