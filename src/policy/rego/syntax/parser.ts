import { RegoError } from '../errors.ts'
import type { Body, Clause, Import, Module, Rule, Term, VariableTerm } from './ast.ts'
import { BodyParser } from './body-parser.ts'
import { futureKeywords, type FutureKeyword, type RegoVersion } from './cursor.ts'
import { tokenize } from './lexer.ts'

/** Longer modules are refused: a ConstraintTemplate cannot be larger than what etcd stores, 1.5 MiB. */
const maximumLength = 2 * 1024 * 1024

/**
 * Reads a Rego module.
 *
 * @throws {RegoError} `rego_parse_error` with its place
 */
export function parseModule(file: string, text: string, version: RegoVersion): Module {
  if (text.length > maximumLength) throw new RegoError('rego_parse_error', `module is longer than ${maximumLength} characters`)
  return new ModuleParser(file, tokenize(file, text.replace(/^\uFEFF/, '')), version).parseModule()
}

/**
 * Reads a query: a body without braces.
 *
 * @throws {RegoError} `rego_parse_error` with its place
 */
export function parseQuery(file: string, text: string, version: RegoVersion): Body {
  return new ModuleParser(file, tokenize(file, text), version).parseQuery()
}

class ModuleParser extends BodyParser {
  parseQuery(): Body {
    return this.parseBody('')
  }

  parseModule(): Module {
    const { at } = this
    if (!this.takeKeyword('package')) this.fail('package expected')
    const path = this.parsePath(this.parsePrimary())
    const imports: Import[] = []
    while (this.isKeyword('import')) {
      const found = this.parseImport()
      if (found !== undefined) imports.push(found)
    }
    const rules: Rule[] = []
    while (this.token.kind !== 'end') {
      if (this.takeMark(';')) continue
      rules.push(...this.parseRules())
    }
    return { file: this.file, package: path, imports, rules, at }
  }

  private parsePath(term: Term): readonly string[] {
    if (term.kind === 'var') return [term.name]
    if (term.kind !== 'ref' || term.head.kind !== 'var') return this.fail('expected a path')
    const steps = term.path.map((step) =>
      step.kind === 'scalar' && typeof step.value === 'string' ? step.value : this.fail('expected a path of names'),
    )
    return [term.head.name, ...steps]
  }

  /** Imports of keywords change how the rest is read and are gone afterwards. */
  private parseImport(): Import | undefined {
    const { at } = this
    this.next()
    const path = this.parsePath(this.parsePrimary())
    const alias = this.takeKeyword('as') ? this.parseVariable().name : undefined
    if (path[0] === 'rego' && path[1] === 'v1' && path.length === 2) {
      for (const keyword of futureKeywords) this.enabled.add(keyword)
      return undefined
    }
    if (path[0] === 'future') {
      const wanted = path.length === 2 ? futureKeywords : path.slice(2)
      if (path[1] !== 'keywords') this.fail(`invalid import, must be \`future.keywords\``)
      for (const keyword of wanted) {
        if (keyword !== 'not' && !futureKeywords.includes(keyword as FutureKeyword))
          this.fail(`unexpected keyword ${keyword}, must be one of [contains every if in]`)
        if (keyword !== 'not') this.enabled.add(keyword as FutureKeyword)
      }
      if (path.includes('every')) this.enabled.add('in')
      return undefined
    }
    if (path[0] !== 'data' && path[0] !== 'input')
      throw new RegoError(
        'rego_parse_error',
        `unexpected import path, must begin with one of: {data, future, input, rego}, got: ${path[0]}`,
        at,
      )
    return { path, alias: alias ?? path.at(-1)!, at }
  }

  /** A rule, and one more for each further body that shares its head. */
  private parseRules(): readonly Rule[] {
    const { at } = this
    const isDefault = this.takeKeyword('default')
    const head = this.parseHead()
    let value = this.takeMark(':=') || this.takeMark('=') ? this.parseExpressionTerm() : undefined
    const hasIf = this.takeKeyword('if')
    const body = this.parseRuleBody(hasIf)
    let { path, member } = head
    if (!hasIf && member === undefined && head.args === undefined && path.length === 1 && value === undefined) {
      member = path[0]
      path = []
    }
    if (isDefault && value === undefined) this.fail('unexpected rule: default rules must have a value')
    if (this.version === 'v1' && !isDefault)
      this.demandKeywords(at, { hasIf, hasBody: body !== undefined, hasValue: value !== undefined, ...head })
    if (body === undefined && value === undefined && member === undefined && head.args === undefined && !hasIf && path.length === 0)
      this.fail(`var cannot be used for rule name`)
    const clauses: [Clause, ...Clause[]] = [{ value, body: body ?? [], at }]
    while (this.isKeyword('else')) clauses.push(this.parseElse())
    const rule: Rule = { name: head.name, path, args: head.args, member, isDefault, clauses, at }
    const rules = [rule]
    if (hasIf || body === undefined) return rules
    while (this.isMark('{')) {
      const { at: next } = this
      this.next()
      rules.push({ ...rule, clauses: [{ value, body: this.parseBody('}'), at: next }], at: next })
    }
    return rules
  }

  private demandKeywords(
    at: Rule['at'],
    rule: {
      hasIf: boolean
      hasBody: boolean
      hasValue: boolean
      member: Term | undefined
      args: readonly Term[] | undefined
      path: readonly Term[]
    },
  ): void {
    if (rule.hasBody && !rule.hasIf) throw new RegoError('rego_parse_error', '`if` keyword is required before rule body', at)
    if (!rule.hasBody && !rule.hasValue && rule.member === undefined && rule.args === undefined)
      throw new RegoError('rego_parse_error', '`contains` keyword is required for partial set rules', at)
  }

  private parseHead(): { name: VariableTerm; path: readonly Term[]; args: readonly Term[] | undefined; member: Term | undefined } {
    const term = this.parsePrimary()
    // Empty parentheses make no function: the rule is a plain one.
    const args = term.kind === 'call' && term.args.length > 0 ? term.args : undefined
    const target = term.kind === 'call' ? term.operator : term
    const name = target.kind === 'ref' ? target.head : target
    if (name.kind !== 'var') return this.fail('unexpected rule head: expected a name')
    const member = this.takeKeyword('contains') ? this.parseExpressionTerm() : undefined
    return { name, path: target.kind === 'ref' ? target.path : [], args, member }
  }

  private parseRuleBody(hasIf: boolean): Body | undefined {
    if (this.takeMark('{')) return this.parseBody('}')
    return hasIf ? [this.parseExpression()] : undefined
  }

  private parseElse(): Clause {
    const { at } = this
    this.next()
    const value = this.takeMark(':=') || this.takeMark('=') ? this.parseExpressionTerm() : undefined
    const hasIf = this.takeKeyword('if')
    const body = this.parseRuleBody(hasIf)
    if (value === undefined && body === undefined) this.fail('expected else value term or rule body')
    return { value, body: body ?? [], at }
  }
}
