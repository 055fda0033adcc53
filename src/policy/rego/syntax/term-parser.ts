import type { Body, ComprehensionTerm, RefTerm, Term, VariableTerm } from './ast.ts'
import { Cursor } from './cursor.ts'

/** Infix operators by rising strength, with the built-in that each stands for. */
const infix: readonly Readonly<Record<string, string>>[] = [
  { '==': 'equal', '!=': 'neq', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' },
  { '|': 'or' },
  { '&': 'and' },
  { '+': 'plus', '-': 'minus' },
  { '*': 'mul', '/': 'div', '%': 'rem' },
]

/** Reads terms. Comprehensions hold bodies, which a subclass knows how to read. */
export abstract class TermParser extends Cursor {
  protected abstract parseBody(close: string): Body

  /** A term with all its operators. */
  protected parseExpressionTerm(): Term {
    return this.nested(() => this.parseMembership(this.parseInfix(0)))
  }

  /** `x in xs`, which binds weakest of all. */
  private parseMembership(first: Term): Term {
    let left = first
    while (this.isKeyword('in')) {
      const { at } = this
      this.next()
      left = operatorCall('internal.member_2', [left, this.parseInfix(0)], at)
    }
    return left
  }

  private parseInfix(level: number, parsed?: Term): Term {
    const operators = infix[level]
    if (operators === undefined) return parsed ?? this.parsePrimary()
    let left = this.parseInfix(level + 1, parsed)
    for (;;) {
      const { at, token } = this
      const builtin = token.kind === 'mark' ? operators[token.text] : undefined
      if (builtin === undefined) return left
      this.next()
      left = operatorCall(builtin, [left, this.parseInfix(level + 1)], at)
    }
  }

  /** A term without infix operators outside of brackets. */
  protected parsePrimary(): Term {
    return this.nested(() => this.parseSuffixes(this.parseStart()))
  }

  private parseStart(): Term {
    const { at, token } = this
    switch (token.kind) {
      case 'string':
        this.next()
        return { kind: 'scalar', value: token.text, at }
      case 'number':
        this.next()
        return { kind: 'scalar', value: token.number!, at }
      case 'keyword':
        if (token.text !== 'true' && token.text !== 'false' && token.text !== 'null') break
        this.next()
        return { kind: 'scalar', value: token.text === 'null' ? null : token.text === 'true', at }
      case 'name':
        if (this.isKeyword('in') || this.isKeyword('if') || this.isKeyword('every')) break
        this.next()
        return token.text === 'set' && this.adjacent && this.isMark('(') ? this.parseEmptySet(at) : { kind: 'var', name: token.text, at }
      case 'mark':
        if (token.text === '-' && this.following.kind === 'number') return this.parseNegative(at)
        if (token.text === '[') return this.parseArray(at)
        if (token.text === '{') return this.parseBraces(at)
        if (token.text === '(') return this.parseParentheses()
        break
      case 'end':
    }
    return this.fail(`unexpected ${this.describe()}`)
  }

  private parseEmptySet(at: Term['at']): Term {
    this.expectMark('(')
    this.expectMark(')')
    return { kind: 'set', items: [], at }
  }

  private parseNegative(at: Term['at']): Term {
    this.next()
    const { number } = this.next()
    const value = -number!
    return { kind: 'scalar', value: value === 0 ? 0 : value, at }
  }

  private parseParentheses(): Term {
    this.expectMark('(')
    const term = this.parseKeyedMembership()
    this.expectMark(')')
    return term
  }

  /** Inside parentheses also `k, v in xs`. */
  private parseKeyedMembership(): Term {
    const first = this.parseExpressionTerm()
    if (!this.isMark(',') || !this.enabled.has('in')) return first
    const { at } = this
    this.next()
    return this.parseKeyed(first, at)
  }

  /** The rest of `k, v in xs` behind the comma. */
  protected parseKeyed(key: Term, at: Term['at']): Term {
    const value = this.parseInfix(0)
    if (!this.takeKeyword('in')) this.fail(`unexpected ${this.describe()}: expected in`)
    return this.parseMembership(operatorCall('internal.member_3', [key, value, this.parseInfix(0)], at))
  }

  private parseSuffixes(start: Term): Term {
    let term = start
    while (this.adjacent && this.token.kind === 'mark') {
      if (this.isMark('(') && (term.kind === 'var' || (term.kind === 'ref' && isDotted(term)))) {
        this.next()
        term = { kind: 'call', operator: term, args: this.parseTerms(')'), at: start.at }
      } else if (this.isMark('.') || this.isMark('[')) {
        const step = this.parseStep()
        term = term.kind === 'ref' ? { ...term, path: [...term.path, step] } : { kind: 'ref', head: term, path: [step], at: start.at }
      } else break
    }
    return term
  }

  private parseStep(): Term {
    if (this.takeMark('[')) {
      const step = this.parseExpressionTerm()
      this.expectMark(']')
      return step
    }
    this.expectMark('.')
    const { at, token } = this
    if (token.kind !== 'name' && token.kind !== 'keyword') this.fail(`unexpected ${this.describe()}: expected ident`)
    this.next()
    return { kind: 'scalar', value: token.text, at }
  }

  private parseTerms(close: string): Term[] {
    const terms: Term[] = []
    while (!this.isMark(close)) {
      terms.push(this.parseExpressionTerm())
      if (!this.takeMark(',') && !this.isMark(close)) this.fail(`unexpected ${this.describe()}: expected "," or "${close}"`)
    }
    this.expectMark(close)
    return terms
  }

  private parseArray(at: Term['at']): Term {
    this.expectMark('[')
    if (this.takeMark(']')) return { kind: 'array', items: [], at }
    const first = this.parsePrimary()
    const comprehension = this.parseComprehension('array', undefined, first, ']', at)
    if (comprehension !== undefined) return comprehension
    return { kind: 'array', items: this.parseItemsAfter(first, ']'), at }
  }

  private parseBraces(at: Term['at']): Term {
    this.expectMark('{')
    if (this.takeMark('}')) return { kind: 'object', entries: [], at }
    const first = this.parsePrimary()
    const comprehension = this.parseComprehension('set', undefined, first, '}', at)
    if (comprehension !== undefined) return comprehension
    const whole = this.parseMembership(this.parseInfix(0, first))
    if (!this.takeMark(':')) return { kind: 'set', items: this.parseItemsAfter(whole, '}'), at }
    const value = this.parsePrimary()
    return this.parseComprehension('object', whole, value, '}', at) ?? this.parseObject(whole, value, at)
  }

  private parseObject(key: Term, value: Term, at: Term['at']): Term {
    const entries: (readonly [Term, Term])[] = [[key, this.parseMembership(this.parseInfix(0, value))]]
    while (this.takeMark(',') && !this.isMark('}')) {
      const nextKey = this.parseExpressionTerm()
      this.expectMark(':')
      entries.push([nextKey, this.parseExpressionTerm()])
    }
    this.expectMark('}')
    return { kind: 'object', entries, at }
  }

  private parseItemsAfter(first: Term, close: string): Term[] {
    const start = this.parseMembership(this.parseInfix(0, first))
    if (this.takeMark(close)) return [start]
    this.expectMark(',')
    return [start, ...this.parseTerms(close)]
  }

  /** `| body` after the head of a comprehension. `{1 | 1}` reads as a comprehension wherever it can. */
  private parseComprehension(
    of: ComprehensionTerm['of'],
    key: Term | undefined,
    value: Term,
    close: string,
    at: Term['at'],
  ): ComprehensionTerm | undefined {
    if (!this.isMark('|')) return undefined
    return this.attempt(() => {
      this.expectMark('|')
      return { kind: 'comprehension', of, key, value, body: this.parseBody(close), at }
    })
  }
}

export function operatorCall(name: string, args: readonly Term[], at: Term['at']): Term {
  const [first, ...rest] = name.split('.')
  const head: VariableTerm = { kind: 'var', name: first!, at }
  const path = rest.map((step): Term => ({ kind: 'scalar', value: step, at }))
  return { kind: 'call', operator: path.length === 0 ? head : { kind: 'ref', head, path, at }, args, at }
}

/** A reference that can name a function: names and constant strings only. */
export function isDotted(ref: RefTerm): boolean {
  return ref.head.kind === 'var' && ref.path.every((step) => step.kind === 'scalar' && typeof step.value === 'string')
}
