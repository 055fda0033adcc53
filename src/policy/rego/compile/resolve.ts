import { message, text, type Text } from '../../../core/text.ts'
import { RegoError, type RegoPosition } from '../errors.ts'
import { formatTerm } from '../format.ts'
import type { Body, Clause, Expression, Module, RefTerm, Rule, Term, VariableTerm, With } from '../syntax/ast.ts'
import { isDotted } from '../syntax/term-parser.ts'
import type { DocumentNode } from './documents.ts'
import { localNode, type CallNode, type LocalNode, type Modifier, type Node, type ResolvedClause, type Statement } from './ir.ts'
import { declaredNames, directNames, FrameLayout, namesIn, Scope } from './scope.ts'

/** What the resolver asks about built-ins: how many operands one takes, or why it cannot be called. */
const words = { unsupported: text({ en: '{builtin}: {reason}', ja: '{builtin}: {reason}' }) }

export type BuiltinArity = (name: string) => number | { readonly unsupported: Text<never> } | undefined

/** A path below `data` that a rule reads: what the search for recursion follows. */
export interface Dependency {
  readonly path: readonly string[]
  /** Whether the reference goes on with something that is not constant. */
  readonly open: boolean
  readonly at: RegoPosition
}

/** Gives every name of one module its meaning. */
export class Resolver {
  readonly dependencies: Dependency[] = []
  readonly #module: Module
  readonly #tree: DocumentNode
  readonly #arity: BuiltinArity
  readonly #aliases: ReadonlyMap<string, readonly string[]>

  constructor(module: Module, tree: DocumentNode, arity: BuiltinArity) {
    this.#module = module
    this.#tree = tree
    this.#arity = arity
    this.#aliases = new Map(module.imports.map(({ alias, path }) => [alias, path]))
  }

  /** One clause of a rule; `depth` steps of the rule's path lie above its document. */
  resolveClause(rule: Rule, clause: Clause, depth: number): ResolvedClause {
    const layout = new FrameLayout()
    const outer = new Scope(layout)
    for (const arg of rule.args ?? []) for (const name of namesIn(arg)) if (!outer.slots.has(name)) outer.declare(name)
    for (const name of declaredNames(clause.body))
      if (outer.slots.has(name.name)) throw new RegoError('rego_compile_error', `arg ${name.name} redeclared`, name.at)
    const heads = [
      ...rule.path.slice(depth),
      ...(rule.member === undefined ? [] : [rule.member]),
      ...(clause.value === undefined ? [] : [clause.value]),
    ]
    const scope = this.#openScope(outer, clause.body, heads)
    const args = rule.args?.map((arg) => this.#term(arg, outer))
    const body = this.#body(clause.body, scope)
    const path = rule.path.slice(depth).map((step) => this.#head(step, scope, body))
    const member = rule.member === undefined ? undefined : this.#head(rule.member, scope, body)
    const value: Node = clause.value === undefined ? { kind: 'value', value: true } : this.#head(clause.value, scope, body)
    return { slots: layout.size, args, body, path, member, value, at: clause.at }
  }

  /** A query: its statements and the slots of the variables that it names. */
  resolveQuery(body: Body): {
    readonly statements: readonly Statement[]
    readonly slots: number
    readonly names: ReadonlyMap<string, number>
  } {
    const layout = new FrameLayout()
    const scope = this.#openScope(new Scope(layout), body, [])
    return { statements: this.#body(body, scope), slots: layout.size, names: scope.slots }
  }

  #openScope(parent: Scope, body: Body, heads: readonly Term[]): Scope {
    const scope = new Scope(parent.layout, parent)
    for (const { name, at } of declaredNames(body)) {
      if (scope.slots.has(name)) throw new RegoError('rego_compile_error', `var ${name} assigned above`, at)
      scope.declare(name)
    }
    const declare = (name: string): void => {
      if (!scope.knows(name) && this.#global(name) === undefined) scope.declare(name)
    }
    for (const name of directNames(body)) declare(name)
    for (const head of heads) for (const name of namesIn(head)) declare(name)
    return scope
  }

  /** The document that a name stands for where no variable has it. */
  #global(name: string): readonly string[] | undefined {
    if (name === 'input' || name === 'data') return [name]
    const imported = this.#aliases.get(name)
    if (imported !== undefined) return imported
    const path = [...this.#module.package, name]
    const node = this.#tree.find(path)
    const defined =
      node !== undefined &&
      [...node.documents()].some(({ rules }) =>
        rules.some(({ module, rule }) => rule.name.name === name && samePath(module.package, this.#module.package)),
      )
    return defined ? ['data', ...path] : undefined
  }

  /** Heads may hold references with variables: those become statements at the end of the body. */
  #head(term: Term, scope: Scope, body: Statement[]): Node {
    const node = this.#term(term, scope)
    if (isPlain(node)) return node
    const local = localNode(scope.layout.slot(), '')
    body.push({ kind: 'unify', left: local, right: node, binds: true, negated: false, modifiers: [], at: term.at })
    return local
  }

  #body(body: Body, scope: Scope): Statement[] {
    return body.flatMap((expression) => this.#expression(expression, scope))
  }

  #expression(expression: Expression, scope: Scope): readonly Statement[] {
    const placed = {
      negated: expression.negated,
      modifiers: expression.with.map((modifier) => this.#modifier(modifier, scope)),
      at: expression.at,
    }
    const hoisted: Statement[] = []
    const operand = (term: Term): Node => {
      const node = this.#term(term, scope)
      return expression.negated ? hoistCalls(node, scope, { ...placed, negated: false }, hoisted) : node
    }
    switch (expression.kind) {
      case 'some':
        return []
      case 'assign':
      case 'unify': {
        const statement = {
          ...placed,
          kind: 'unify',
          left: operand(expression.left),
          right: operand(expression.right),
          binds: true,
        } as const
        return [...hoisted, statement]
      }
      case 'some-in':
        return this.#someIn(expression, scope, placed)
      case 'every':
        return [this.#every(expression, scope, placed)]
      case 'term': {
        const { term } = expression
        const statement =
          term.kind === 'call' ? this.#callStatement(term, scope, operand) : ({ kind: 'term', term: operand(term) } as const)
        return [...hoisted, { ...placed, ...statement }]
      }
    }
  }

  #callStatement(term: Extract<Term, { kind: 'call' }>, scope: Scope, operand: (term: Term) => Node) {
    if (term.operator.kind === 'var' && term.operator.name === 'equal' && term.args.length === 2)
      return { kind: 'unify', left: operand(term.args[0]!), right: operand(term.args[1]!), binds: false } as const
    const callee = this.#callee(term.operator, scope)
    const arity = this.#arityOf(callee, term)
    if (arity === undefined) return { kind: 'term', term: this.#term(term, scope) } as const
    const args = term.args.map(operand)
    const output = args.length === arity + 1 ? args.pop() : undefined
    if (args.length !== arity) throw new RegoError('rego_type_error', `${calleeName(callee)}: arity mismatch`, term.at)
    return { kind: 'call', call: { kind: 'call', callee, args, at: term.at }, output } as const
  }

  #someIn(
    expression: Extract<Expression, { kind: 'some-in' }>,
    scope: Scope,
    placed: Pick<Statement, 'negated' | 'modifiers' | 'at'>,
  ): readonly Statement[] {
    const domain = localNode(scope.layout.slot(), '')
    const key: Node = expression.key === undefined ? localNode(scope.layout.slot(), '_') : this.#term(expression.key, scope)
    const ref: Node = { kind: 'ref', root: domain, path: [key], at: expression.at }
    return [
      { ...placed, kind: 'unify', left: domain, right: this.#term(expression.domain, scope), binds: true },
      { ...placed, kind: 'unify', left: this.#term(expression.value, scope), right: ref, binds: true },
    ]
  }

  #every(
    expression: Extract<Expression, { kind: 'every' }>,
    scope: Scope,
    placed: Pick<Statement, 'negated' | 'modifiers' | 'at'>,
  ): Statement {
    const domain = this.#term(expression.domain, scope)
    const inner = new Scope(scope.layout, scope)
    const bind = (name: VariableTerm): LocalNode => localNode(name.name === '_' ? scope.layout.slot() : inner.declare(name.name), name.name)
    const key = expression.key === undefined ? undefined : bind(expression.key)
    const value = bind(expression.value)
    const bodyScope = this.#openScope(inner, expression.body, [])
    const body = this.#body(expression.body, bodyScope)
    return { ...placed, kind: 'every', key, value, domain, body, free: inner.free }
  }

  #term(term: Term, scope: Scope): Node {
    switch (term.kind) {
      case 'scalar':
        return { kind: 'value', value: term.value }
      case 'var':
        return this.#variable(term, scope)
      case 'ref':
        return this.#ref(term, scope)
      case 'call':
        return this.#call(term, scope)
      case 'array':
      case 'set':
        return { kind: term.kind, items: term.items.map((item) => this.#term(item, scope)) }
      case 'object':
        return { kind: 'object', entries: term.entries.map(([key, value]) => [this.#term(key, scope), this.#term(value, scope)]) }
      case 'comprehension':
        return this.#comprehension(term, scope)
    }
  }

  #variable(term: VariableTerm, scope: Scope): Node {
    if (term.name === '_') return localNode(scope.layout.slot(), '_')
    const slot = scope.lookup(term.name)
    if (slot !== undefined) return localNode(slot, term.name)
    const global = this.#global(term.name)
    if (global === undefined) throw new RegoError('rego_unsafe_var_error', `var ${term.name} is unsafe`, term.at)
    return this.#globalRef(global, [], term.at)
  }

  #ref(term: RefTerm, scope: Scope): Node {
    const path = term.path.map((step) => this.#term(step, scope))
    if (term.head.kind !== 'var' || term.head.name === '_') return { kind: 'ref', root: this.#term(term.head, scope), path, at: term.at }
    const slot = scope.lookup(term.head.name)
    if (slot !== undefined) return { kind: 'ref', root: localNode(slot, term.head.name), path, at: term.at }
    const global = this.#global(term.head.name)
    if (global === undefined) throw new RegoError('rego_unsafe_var_error', `var ${term.head.name} is unsafe`, term.at)
    return this.#globalRef(global, path, term.at)
  }

  #globalRef([root, ...prefix]: readonly string[], rest: readonly Node[], at: RegoPosition): Node {
    const path: Node[] = [...prefix.map((step): Node => ({ kind: 'value', value: step })), ...rest]
    if (root === 'data') {
      const constant = constantPrefix(path)
      this.dependencies.push({ path: constant, open: constant.length < path.length, at })
    }
    return { kind: 'ref', root: root as 'input' | 'data', path, at }
  }

  #call(term: Extract<Term, { kind: 'call' }>, scope: Scope): Node {
    const callee = this.#callee(term.operator, scope)
    const arity = this.#arityOf(callee, term)
    // A rule declared with empty parentheses is a plain one, and may be read with or without them.
    if (arity === undefined) return this.#globalRef(['data', ...(callee as { rule: readonly string[] }).rule], [], term.at)
    const args = term.args.map((arg) => this.#term(arg, scope))
    if (args.length !== arity) throw new RegoError('rego_type_error', `${calleeName(callee)}: arity mismatch`, term.at)
    return { kind: 'call', callee, args, at: term.at }
  }

  #callee(operator: VariableTerm | RefTerm, scope: Scope): CallNode['callee'] {
    const name = operator.kind === 'var' ? operator.name : (operator.head as VariableTerm).name
    const rest = operator.kind === 'var' || !isDotted(operator) ? [] : operator.path.map((step) => (step as { value: string }).value)
    if (scope.knows(name)) throw new RegoError('rego_type_error', `undefined function ${[name, ...rest].join('.')}`, operator.at)
    const global = this.#global(name)
    if (global?.[0] !== 'data') return { builtin: [name, ...rest].join('.') }
    const rule = [...global.slice(1), ...rest]
    this.dependencies.push({ path: rule, open: false, at: operator.at })
    return { rule }
  }

  /** Undefined for a rule without parameters that is called with empty parentheses. */
  #arityOf(callee: CallNode['callee'], { at, args }: Extract<Term, { kind: 'call' }>): number | undefined {
    if ('builtin' in callee) {
      const arity = this.#arity(callee.builtin)
      if (typeof arity === 'number') return arity
      if (arity === undefined) throw new RegoError('rego_type_error', `undefined function ${callee.builtin}`, at)
      throw new RegoError(
        'rego_unsupported_builtin',
        message(words.unsupported, { builtin: callee.builtin, reason: arity.unsupported }),
        at,
      )
    }
    const document = this.#tree.find(callee.rule)?.document
    if (document?.kind === 'function') return document.arity
    if (document !== undefined && args.length === 0) return undefined
    throw new RegoError('rego_type_error', `undefined function ${calleeName(callee)}`, at)
  }

  #comprehension(term: Extract<Term, { kind: 'comprehension' }>, scope: Scope): Node {
    const heads = term.key === undefined ? [term.value] : [term.key, term.value]
    const inner = this.#openScope(scope, term.body, heads)
    const body = this.#body(term.body, inner)
    const key = term.key === undefined ? undefined : this.#head(term.key, inner, body)
    const value = this.#head(term.value, inner, body)
    return { kind: 'comprehension', of: term.of, key, value, body, slot: scope.layout.slot(), free: inner.free, at: term.at }
  }

  #modifier({ target, value }: With, scope: Scope): Modifier {
    const name = target.kind === 'var' ? target.name : (target.head as VariableTerm).name
    const steps = target.kind === 'var' ? [] : target.path.map((step) => (step.kind === 'scalar' ? String(step.value) : ''))
    const [root, ...path] = [...(this.#global(name) ?? ['', name]), ...steps]
    if (root === 'input') return { kind: 'input', path, value: this.#term(value, scope) }
    if (root === 'data') {
      const document = this.#tree.find(path)?.document
      if (document?.kind !== 'function') return { kind: 'data', path: this.#replaceable(path, target.at), value: this.#term(value, scope) }
    } else if (typeof this.#arity(path.join('.')) !== 'number') {
      throw new RegoError('rego_type_error', 'with keyword target must reference existing input, data, or a function', target.at)
    }
    return { kind: 'function', name: root === 'data' ? ['data', ...path].join('.') : path.join('.'), by: this.#replacement(value, scope) }
  }

  #replaceable(path: readonly string[], at: RegoPosition): readonly string[] {
    for (let length = 1; length < path.length; length++)
      if (this.#tree.find(path.slice(0, length))?.document !== undefined)
        throw new RegoError('rego_type_error', 'with keyword cannot partially replace virtual document(s)', at)
    return path
  }

  /** What a function is replaced by: another function where the term names one, else a value. */
  #replacement(value: Term, scope: Scope): CallNode['callee'] | Node {
    if (value.kind === 'var' || (value.kind === 'ref' && isDotted(value))) {
      const name = value.kind === 'var' ? value.name : (value.head as VariableTerm).name
      if (!scope.knows(name)) {
        const callee = this.#callee(value, scope)
        if (
          'builtin' in callee
            ? typeof this.#arity(callee.builtin) === 'number'
            : this.#tree.find(callee.rule)?.document?.kind === 'function'
        )
          return callee
      }
    }
    return this.#term(value, scope)
  }
}

function calleeName(callee: CallNode['callee']): string {
  return 'builtin' in callee ? callee.builtin : ['data', ...callee.rule].join('.')
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index])
}

function constantPrefix(path: readonly Node[]): readonly string[] {
  const end = path.findIndex((step) => step.kind !== 'value')
  return path
    .slice(0, end === -1 ? path.length : end)
    .flatMap((step) => (step.kind !== 'value' ? [] : typeof step.value === 'string' ? [step.value] : [formatTerm(step.value)]))
}

/** Whether the term can be put together from what is bound, without any lookup. */
function isPlain(node: Node): boolean {
  switch (node.kind) {
    case 'value':
    case 'local':
    case 'comprehension':
      return true
    case 'array':
    case 'set':
      return node.items.every(isPlain)
    case 'object':
      return node.entries.every(([key, value]) => isPlain(key) && isPlain(value))
    case 'ref':
    case 'call':
      return false
  }
}

/**
 * OPA evaluates calls nested in a negated expression before the negation: where one is undefined, so is the whole.
 */
function hoistCalls(node: Node, scope: Scope, placed: Pick<Statement, 'negated' | 'modifiers' | 'at'>, into: Statement[]): Node {
  const hoist = (inner: Node): Node => hoistCalls(inner, scope, placed, into)
  switch (node.kind) {
    case 'value':
    case 'local':
    case 'comprehension':
      return node
    case 'array':
    case 'set':
      return { ...node, items: node.items.map(hoist) }
    case 'object':
      return { ...node, entries: node.entries.map(([key, value]) => [hoist(key), hoist(value)]) }
    case 'ref':
      return { ...node, root: typeof node.root === 'string' ? node.root : hoist(node.root), path: node.path.map(hoist) }
    case 'call': {
      const local = localNode(scope.layout.slot(), '')
      into.push({ ...placed, kind: 'call', call: { ...node, args: node.args.map(hoist) }, output: local })
      return local
    }
  }
}
