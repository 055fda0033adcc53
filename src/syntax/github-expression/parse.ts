import type { Range } from '../../core/location.ts'

/** The syntax tree of a GitHub Actions expression. Every node knows where it is written. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly range: Range }
  | { readonly kind: 'name'; readonly name: string; readonly range: Range }
  | { readonly kind: 'property'; readonly object: Expression; readonly name: string; readonly range: Range }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression; readonly range: Range }
  /** `.*` or `[*]`: each member. */
  | { readonly kind: 'each'; readonly object: Expression; readonly range: Range }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly range: Range }
  | { readonly kind: 'not'; readonly operand: Expression; readonly range: Range }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
      readonly range: Range
    }

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>='

export type ParsedExpression = { readonly expression: Expression } | { readonly problem: string; readonly at: number }

/** An expression nested deeper, or longer, than this is refused. */
const deepest = 100
const longest = 100_000

interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'operator' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
}

class Problem extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Parses what stands between `${{` and `}}`, or a bare condition. Ranges start at `offset`. */
export function parseExpression(text: string, offset = 0): ParsedExpression {
  try {
    if (text.length > longest) throw new Problem('the expression is too long', 0)
    const parser = new Parser(tokens(text), offset)
    return { expression: parser.whole() }
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message, at: offset + error.at }
    throw error
  }
}

const tokenPattern =
  /\s*(?:(?<word>[A-Za-z_][\w-]*)|(?<number>[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))|(?<string>'(?:[^']|'')*')|(?<operator>\|\||&&|==|!=|<=|>=|[<>!()[\].,*]))/y

function tokens(text: string): readonly Token[] {
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(text)
    if (match === null) {
      if (text.slice(at).trim() === '') break
      throw new Problem('unexpected character', at + text.slice(at).search(/\S/))
    }
    const kind = (['word', 'number', 'string', 'operator'] as const).find((name) => match.groups![name] !== undefined)!
    const written = match.groups![kind]!
    at = tokenPattern.lastIndex
    found.push({ kind, text: written, start: at - written.length, end: at })
  }
  found.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return found
}

const levels: readonly (readonly BinaryOperator[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']]

class Parser {
  readonly #tokens: readonly Token[]
  readonly #offset: number
  #at = 0
  #depth = 0

  constructor(list: readonly Token[], offset: number) {
    this.#tokens = list
    this.#offset = offset
  }

  whole(): Expression {
    const expression = this.#binary(0)
    if (this.#peek().kind !== 'end') throw new Problem('unexpected text', this.#peek().start)
    return expression
  }

  #peek(): Token {
    return this.#tokens[this.#at]!
  }

  #take(): Token {
    const token = this.#peek()
    if (token.kind !== 'end') this.#at++
    return token
  }

  #expect(operator: string): Token {
    const token = this.#take()
    if (token.kind !== 'operator' || token.text !== operator) throw new Problem(`expected ${operator}`, token.start)
    return token
  }

  #range(start: number, end: number): Range {
    return { start: start + this.#offset, end: end + this.#offset }
  }

  #binary(level: number): Expression {
    if (level === levels.length) return this.#unary()
    let left = this.#binary(level + 1)
    for (;;) {
      const token = this.#peek()
      const operator = token.kind === 'operator' ? levels[level]!.find((known) => known === token.text) : undefined
      if (operator === undefined) return left
      this.#take()
      const right = this.#binary(level + 1)
      left = { kind: 'binary', operator, left, right, range: { start: left.range.start, end: right.range.end } }
    }
  }

  #unary(): Expression {
    if (++this.#depth > deepest) throw new Problem('the expression is nested too deep', this.#peek().start)
    const token = this.#peek()
    let result: Expression
    if (token.kind === 'operator' && token.text === '!') {
      this.#take()
      const operand = this.#unary()
      result = { kind: 'not', operand, range: { start: token.start + this.#offset, end: operand.range.end } }
    } else result = this.#postfix(this.#primary())
    this.#depth--
    return result
  }

  #primary(): Expression {
    const token = this.#take()
    const range = this.#range(token.start, token.end)
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text), range }
      case 'string':
        return { kind: 'literal', value: token.text.slice(1, -1).replaceAll("''", "'"), range }
      case 'word': {
        const next = this.#peek()
        if (next.kind === 'operator' && next.text === '(') return this.#call(token)
        const word = literals.get(token.text.toLowerCase())
        return word === undefined ? { kind: 'name', name: token.text, range } : { kind: 'literal', value: word.value, range }
      }
      case 'operator':
        if (token.text === '(') {
          const inner = this.#binary(0)
          const close = this.#expect(')')
          return { ...inner, range: this.#range(token.start, close.end) }
        }
        throw new Problem(`unexpected ${token.text}`, token.start)
      case 'end':
        throw new Problem('the expression ends too early', token.start)
      default:
        throw new TypeError('no such token')
    }
  }

  #call(name: Token): Expression {
    this.#expect('(')
    const args: Expression[] = []
    if (this.#peek().text !== ')' || this.#peek().kind !== 'operator') {
      args.push(this.#binary(0))
      while (this.#peek().kind === 'operator' && this.#peek().text === ',') {
        this.#take()
        args.push(this.#binary(0))
      }
    }
    const close = this.#expect(')')
    return { kind: 'call', name: name.text, args, range: this.#range(name.start, close.end) }
  }

  #postfix(from: Expression): Expression {
    let object = from
    for (;;) {
      const token = this.#peek()
      if (token.kind !== 'operator' || (token.text !== '.' && token.text !== '[')) return object
      this.#take()
      if (token.text === '.') {
        const member = this.#take()
        const range = { start: object.range.start, end: member.end + this.#offset }
        if (member.kind === 'operator' && member.text === '*') object = { kind: 'each', object, range }
        else if (member.kind === 'word') object = { kind: 'property', object, name: member.text, range }
        else throw new Problem('expected a property', member.start)
        continue
      }
      const star = this.#peek()
      if (star.kind === 'operator' && star.text === '*') {
        this.#take()
        const close = this.#expect(']')
        object = { kind: 'each', object, range: { start: object.range.start, end: close.end + this.#offset } }
        continue
      }
      const index = this.#binary(0)
      const close = this.#expect(']')
      const range = { start: object.range.start, end: close.end + this.#offset }
      // `github['event']` is `github.event`.
      object =
        index.kind === 'literal' && typeof index.value === 'string'
          ? { kind: 'property', object, name: index.value, range }
          : { kind: 'index', object, index, range }
    }
  }
}

const literals = new Map<string, { readonly value: boolean | null | number }>([
  ['true', { value: true }],
  ['false', { value: false }],
  ['null', { value: null }],
  ['nan', { value: Number.NaN }],
  ['infinity', { value: Number.POSITIVE_INFINITY }],
])

/**
 * The route of a context access in lower case, such as `['github', 'event', 'issue', 'title']`; `*` for each member or an index that
 * is only known at run time. Undefined for anything else.
 */
export function contextPath(expression: Expression): readonly string[] | undefined {
  switch (expression.kind) {
    case 'name':
      return [expression.name.toLowerCase()]
    case 'property': {
      const object = contextPath(expression.object)
      return object === undefined ? undefined : [...object, expression.name.toLowerCase()]
    }
    case 'index':
    case 'each': {
      const object = contextPath(expression.object)
      return object === undefined ? undefined : [...object, '*']
    }
    case 'literal':
    case 'call':
    case 'not':
    case 'binary':
    default:
      return undefined
  }
}

/** Every node, outermost first. */
export function* walkExpression(expression: Expression): Generator<Expression> {
  yield expression
  switch (expression.kind) {
    case 'property':
    case 'each':
      yield* walkExpression(expression.object)
      break
    case 'index':
      yield* walkExpression(expression.object)
      yield* walkExpression(expression.index)
      break
    case 'call':
      for (const arg of expression.args) yield* walkExpression(arg)
      break
    case 'not':
      yield* walkExpression(expression.operand)
      break
    case 'binary':
      yield* walkExpression(expression.left)
      yield* walkExpression(expression.right)
      break
    case 'literal':
    case 'name':
      break
  }
}
