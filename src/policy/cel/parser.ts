import { message } from '../../core/text.ts'
import type { CelNode } from './ast.ts'
import { CelSyntaxError } from './errors.ts'
import { tokenizeCel, type CelToken } from './lexer.ts'
import { problems } from './problem-texts.ts'

const binary: readonly (readonly string[])[] = [['||'], ['&&'], ['<', '<=', '>', '>=', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']]
const keywords = new Set(['in', 'true', 'false', 'null'])
/** Names that the language keeps for itself; fields and methods can have them. */
const reserved = new Set('as break const continue else for function if import let loop namespace package return var void while'.split(' '))
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
  if (text.length > longest) throw new CelSyntaxError(message(problems.tooLong, { limit: longest }), longest)
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
    if (token.kind === 'end') throw new CelSyntaxError(message(problems.endsEarly, {}), token.at)
    const found = token.kind === 'literal' ? problems.literal : JSON.stringify(token.text)
    throw new CelSyntaxError(message(problems.unexpected, { found }), token.at)
  }

  #deeper(): void {
    if (++this.#depth > deepest) throw new CelSyntaxError(message(problems.tooDeep, { limit: deepest }), this.#token.at)
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
    this.#deeper()
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
      this.#deeper()
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
        const { text: field, isQuoted } = this.#name()
        const open = this.#token.at
        if (!optional && this.#take('(')) node = { kind: 'call', target: node, name: field, args: this.#list(')'), at: open }
        else node = { kind: 'select', of: node, field, optional, isQuoted, at }
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

  #name(): Extract<CelToken, { kind: 'name' }> {
    const token = this.#token
    if (token.kind !== 'name' || (!token.isQuoted && keywords.has(token.text))) return this.#fail()
    this.#index++
    return token
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
      if (token.value === beyondInteger && !this.#isNegated())
        throw new CelSyntaxError(message(problems.invalidLiteral, { type: 'int' }), at)
      this.#index++
      return { kind: 'literal', value: token.value, at }
    }
    if (token.kind === 'name') return this.#named(token, at)
    if (this.#take('.')) {
      const rooted = this.#token
      return rooted.kind === 'name' ? this.#named(rooted, at) : this.#fail()
    }
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

  #named({ text, isQuoted, at: start }: Extract<CelToken, { kind: 'name' }>, at: number): CelNode {
    if (isQuoted) throw new CelSyntaxError(message(problems.escapedName, {}), start)
    this.#index++
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', at }
    if (text === 'null') return { kind: 'literal', value: null, at }
    if (text === 'in') return this.#fail()
    if (reserved.has(text)) throw new CelSyntaxError(message(problems.reserved, { name: text }), start)
    const open = this.#token.at
    if (this.#take('(')) return { kind: 'call', target: undefined, name: text, args: this.#list(')'), at: open }
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
    const fields: { readonly name: string; readonly value: CelNode; readonly optional: boolean; readonly at: number }[] = []
    while (!this.#take('}')) {
      const optional = this.#take('?')
      const { text: name } = this.#name()
      const colon = this.#token.at
      this.#expect(':')
      fields.push({ name, value: this.#expression(), optional, at: colon })
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
