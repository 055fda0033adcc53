import type { Body, Expression, Term, VariableTerm, With } from './ast.ts'
import { TermParser } from './term-parser.ts'

/** Reads bodies: expressions separated by `;` or line ends. */
export class BodyParser extends TermParser {
  /** Expressions up to and with `close`; an empty text of `close` means the end of the input. */
  protected override parseBody(close: string): Body {
    return this.nested(() => {
      const body: Expression[] = []
      for (;;) {
        while (this.takeMark(';'));
        if (close === '' ? this.token.kind === 'end' : this.isMark(close)) break
        if (body.length > 0 && !this.onNewLine && !this.afterSemicolon())
          this.fail(`unexpected ${this.describe()}: expected \\n or ; or ${close || 'end'}`)
        body.push(this.parseExpression())
      }
      if (body.length === 0) this.fail('found empty body')
      if (close !== '') this.expectMark(close)
      return body
    })
  }

  private afterSemicolon(): boolean {
    this.index--
    const semicolon = this.isMark(';')
    this.index++
    return semicolon
  }

  protected parseExpression(): Expression {
    const { at } = this
    const negated = this.takeKeyword('not')
    if (negated && this.isKeyword('not')) this.fail('unexpected not keyword')
    if (this.isKeyword('some')) return this.parseSome(negated)
    const core = this.isKeyword('every') && this.following.kind === 'name' ? this.parseEvery() : this.parseStatement()
    return { ...core, negated, with: this.parseWiths(), at }
  }

  private parseStatement() {
    const left = this.parseExpressionTerm()
    const kind = this.takeMark(':=') ? 'assign' : this.takeMark('=') ? 'unify' : undefined
    if (kind !== undefined) return { kind, left, right: this.parseMaybeKeyedIn(this.parseExpressionTerm()) } as const
    return { kind: 'term', term: this.parseMaybeKeyedIn(left) } as const
  }

  /** `k, v in xs` where no brackets stand around it; `key` has been read. */
  private parseMaybeKeyedIn(key: Term): Term {
    if (!this.enabled.has('in') || !this.takeMark(',')) return key
    return this.parseKeyed(key, key.at)
  }

  private parseSome(negated: boolean): Expression {
    const { at } = this
    this.next()
    const terms = [this.parseExpressionTerm()]
    while (this.takeMark(',')) terms.push(this.parseExpressionTerm())
    const last = terms.at(-1)!
    if (last.kind === 'call' && last.operator.kind === 'ref' && terms.length <= 2) {
      const [value, domain] = last.args
      const key = terms.length === 2 ? terms[0] : undefined
      return { kind: 'some-in', key, value: value!, domain: domain!, negated, with: this.parseWiths(), at }
    }
    const names = terms.map((term) => (term.kind === 'var' ? term : this.fail('illegal some declaration: expected a variable')))
    return { kind: 'some', names, negated, with: this.parseWiths(), at }
  }

  private parseEvery() {
    this.next()
    const first = this.parseVariable()
    const second = this.takeMark(',') ? this.parseVariable() : undefined
    if (!this.takeKeyword('in')) this.fail(`unexpected ${this.describe()}: expected \`x[, y] in xs { ... }\` expression`)
    const domain = this.parseExpressionTerm()
    this.expectMark('{')
    const body = this.parseBody('}')
    return { kind: 'every', key: second === undefined ? undefined : first, value: second ?? first, domain, body } as const
  }

  protected parseVariable(): VariableTerm {
    const { at, token } = this
    if (token.kind !== 'name') this.fail(`unexpected ${this.describe()}: expected a variable`)
    this.next()
    return { kind: 'var', name: token.text, at }
  }

  private parseWiths(): readonly With[] {
    const modifiers: With[] = []
    while (this.takeKeyword('with')) {
      const target = this.parsePrimary()
      if (target.kind !== 'var' && target.kind !== 'ref')
        this.fail('with keyword target must reference existing input, data, or a function')
      if (!this.takeKeyword('as')) this.fail(`unexpected ${this.describe()}: expected as keyword`)
      modifiers.push({ target, value: this.parseExpressionTerm() })
    }
    return modifiers
  }
}
