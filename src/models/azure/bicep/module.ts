import type { Range, Source } from '../../../core/location.ts'
import { message, text } from '../../../core/text.ts'
import type {
  Expression,
  FuncStatement,
  ImportStatement,
  OutputStatement,
  ParamStatement,
  Program,
  Statement,
} from '../../../syntax/bicep/ast.ts'
import { deploymentFunctions, scopeAt, type Scope, type ScopeKind } from '../functions/deployment.ts'
import { tolerant, type TemplateFunction } from '../functions/library.ts'
import { FunctionLibrary } from '../functions/table.ts'
import type { ModuleProfile } from '../module-profiles/profile.ts'
import { bicepProfile } from '../module-profiles/well-known.ts'
import {
  definedByItself,
  resolvePath,
  type Evaluation,
  type TemplateResource,
  type Unit,
  type UnitRequest,
} from '../template/evaluation.ts'
import { bind, type Locals } from '../template/locals.ts'
import { isNull, isText, scalar, unknown, type Entity, type Origin, type Unknown, type Value } from '../value/value.ts'
import { conditionalNames } from './conditional-names.ts'
import { declareModule, modulesOf } from './declared-module.ts'
import { declareResource, instancesOf } from './declared-resource.ts'
import type { DeclaringModule } from './declaring-module.ts'
import { BicepExpressions } from './expression.ts'
import { fileFunctions } from './file-functions.ts'
import { TypeFacts, type NamedType } from './type-facts.ts'

const messages = {
  twice: text({ en: '{name} is declared twice', ja: '{name} が 2 回宣言されています' }),
  moduleCycle: text({ en: 'the module {reference} calls itself', ja: 'モジュール {reference} が自分自身を呼び出しています' }),
  noModule: text({
    en: 'the module {reference} was not found; its resources are not judged; {remedy}',
    ja: 'モジュール {reference} が見つからないため、そのリソースは判定されません。{remedy}',
  }),
  local: text({
    en: 'scan the folder that has it together with this one',
    ja: 'モジュールのあるフォルダーも一緒にスキャンしてください',
  }),
  fetched: text({ en: 'bicep restore {file} fetches it', ja: 'bicep restore {file} で取得できます' }),
  noParameter: text({ en: '{module} has no parameter {name}', ja: '{module} にパラメーター {name} はありません' }),
}

type Declaration = Exclude<Statement, { readonly kind: 'import' | 'using' | 'extends' | 'targetScope' }>

const scopeKinds: readonly string[] = ['resourceGroup', 'subscription', 'managementGroup', 'tenant'] satisfies readonly ScopeKind[]

/** A Bicep file with its parameters. Declarations are evaluated when first asked for, each once. */
export class BicepModule implements Unit, DeclaringModule {
  readonly evaluation: Evaluation
  readonly source: Source
  readonly scope: Scope
  readonly trail: readonly Origin[]
  readonly chain: readonly string[]
  readonly expressions: BicepExpressions
  readonly #program: Program
  readonly #given: ReadonlyMap<string, Value>
  readonly #declared = new Map<string, Declaration>()
  readonly #imported = new Map<string, { readonly statement: ImportStatement; readonly original: string | undefined }>()
  readonly #values = new Map<string, Value>()
  readonly #evaluating = new Set<string>()
  readonly #functions = new Map<string, TemplateFunction>()
  readonly #types: TypeFacts
  #resources: readonly TemplateResource[] | undefined

  constructor(evaluation: Evaluation, program: Program, request: UnitRequest) {
    this.evaluation = evaluation
    this.source = request.source
    this.trail = request.trail
    this.chain = request.chain
    this.#program = program
    // The service compares names of parameters without case.
    this.#given = new Map([...request.parameters].map(([name, value]) => [name.toLowerCase(), value]))
    for (const statement of program.statements) this.#declare(statement)
    const whole: Origin = { source: request.source, range: { start: 0, end: 0 } }
    this.scope = request.scope ?? scopeAt(whole, this.#targetScope(), evaluation.place)
    this.#types = new TypeFacts(
      (path) => this.namedType(path),
      (type) => this.textOf(type),
      () => evaluation.spend(1),
    )
    const library = new FunctionLibrary(deploymentFunctions(this.scope, evaluation.place))
    const files = fileFunctions(evaluation, request.source)
    this.expressions = new BicepExpressions(evaluation, request.source, library, {
      value: (name, at) => this.value(name, at),
      call: (name) => this.#function(name) ?? files[name],
    })
    const declared = new Set(this.parameterNames().map((name) => name.toLowerCase()))
    for (const [name, value] of request.parameters)
      if (!declared.has(name.toLowerCase()))
        evaluation.report(request.trail.at(-1) ?? value, { text: messages.noParameter, args: { module: request.source.uri, name } })
  }

  #declare(statement: Statement): void {
    if (statement.kind === 'import') {
      if (statement.wildcard !== undefined) this.#imported.set(statement.wildcard.name, { statement, original: undefined })
      for (const { name, as } of statement.names) this.#imported.set(as.name, { statement, original: name })
    } else if ('name' in statement && statement.name !== undefined && statement.kind !== 'output' && statement.kind !== 'metadata') {
      const { name, range } = statement.name
      if (!this.#declared.has(name)) this.#declared.set(name, statement)
      else this.evaluation.report({ source: this.source, range }, { text: messages.twice, args: { name } })
    }
  }

  #targetScope(): ScopeKind {
    const statement = this.#program.statements.find(({ kind }) => kind === 'targetScope')
    const value = statement?.kind === 'targetScope' && statement.value.kind === 'literal' ? statement.value.value : undefined
    return typeof value === 'string' && scopeKinds.includes(value) ? (value as ScopeKind) : 'resourceGroup'
  }

  /** The text of an expression, as it is written. */
  textOf({ range }: { readonly range: Range }): string {
    const written = this.source.text.slice(range.start, range.end)
    return written.length > 120 ? `${written.slice(0, 120)}…` : written
  }

  /** The value of a parameter, variable, resource, module or imported namespace; undefined where the name is none of these. */
  value(name: string, at: Origin): Value | undefined {
    const known = this.#values.get(name)
    if (known !== undefined) return known
    const declaration = this.#declared.get(name)
    if (declaration === undefined) return this.#importedValue(name, at)
    if (this.#evaluating.has(name)) {
      this.evaluation.report(this.expressions.at(declaration.name!.range), { text: definedByItself, args: { name } })
      return unknown(at, 'cycle', name)
    }
    this.#evaluating.add(name)
    try {
      const value = this.#evaluate(declaration, name)
      if (value !== undefined) this.#values.set(name, value)
      return value
    } finally {
      this.#evaluating.delete(name)
    }
  }

  #evaluate(declaration: Declaration, name: string): Value | undefined {
    const at = this.expressions.at(declaration.range)
    if (declaration.kind === 'param') return this.#parameter(declaration)
    if (declaration.kind === 'var')
      return this.evaluation.declaration(at, name, () => this.expressions.evaluate(declaration.value, undefined))
    if (declaration.kind === 'resource') return this.evaluation.declaration(at, name, () => declareResource(this, declaration, undefined))
    if (declaration.kind === 'module') return this.evaluation.declaration(at, name, () => declareModule(this, declaration, undefined))
    if (declaration.kind === 'extension') return unknown(at, 'runtime', name)
    return undefined
  }

  #parameter(statement: ParamStatement): Value {
    const { name } = statement.name
    const given = this.#given.get(name.toLowerCase())
    // Null given to a parameter that has a default means: take the default.
    const at = this.expressions.at(statement.range)
    if (given !== undefined && (!isNull(given) || statement.value === undefined)) {
      const typed = this.evaluation.declaration(at, name, () => this.#typed(statement, given))
      return this.#marked(statement, typed)
    }
    if (statement.value !== undefined) {
      const { value } = statement
      return this.#marked(
        statement,
        this.evaluation.declaration(at, name, () => this.#typed(statement, this.expressions.evaluate(value, undefined))),
      )
    }
    if (statement.type !== undefined && this.#types.isNullable(statement.type)) return scalar(at, null)
    return this.#marked(statement, this.#undecided(statement, at))
  }

  /** Tells of a value that the compiler would not take; it is judged as it stands all the same. */
  #typed(statement: ParamStatement, value: Value): Value {
    const found = statement.type === undefined ? undefined : this.#types.problem(value, statement.type, statement.decorators)
    if (found !== undefined) this.evaluation.report(found.at, { text: found.text, args: { ...found.args, name: statement.name.name } })
    return value
  }

  /** A parameter without a value: any of the values that it allows. */
  #undecided(statement: ParamStatement, at: Origin): Unknown {
    const missing = unknown(at, 'parameter', statement.name.name)
    const allowed = statement.decorators.find((decorator) => decorator.kind === 'call' && decorator.name.name === 'allowed')
    const values =
      allowed?.kind === 'call' && allowed.args[0] !== undefined ? this.expressions.evaluate(allowed.args[0], undefined) : undefined
    const choices = values?.kind === 'list' ? values.items : this.#types.literals(statement.type)?.map((value) => scalar(at, value))
    return choices === undefined || choices.length === 0 || choices.length > 16 ? missing : { ...missing, choices }
  }

  #marked(statement: ParamStatement, value: Value): Value {
    if (!this.#types.isSecure(statement)) return value
    return value.kind === 'scalar' || value.kind === 'unknown' ? { ...value, secret: true } : value
  }

  #importedValue(name: string, at: Origin): Value | undefined {
    const imported = this.#imported.get(name)
    if (imported === undefined) return undefined
    const library = this.#library(imported.statement)
    const { original } = imported
    const reference = this.textOf(imported.statement.from)
    if (original !== undefined) return library === undefined ? unknown(at, 'module', reference) : library.exported(original, at)
    const namespace: Entity = {
      kind: 'entity',
      label: name,
      member: (member, place) =>
        library === undefined ? unknown(place, 'module', reference) : library.exported(member.replace(/\(\)$/, ''), place),
      plain: (place) => unknown(place, 'error', name),
      ...at,
    }
    return namespace
  }

  #library({ from }: ImportStatement): Unit | undefined {
    const source = this.resolveModule(from)
    return source === undefined || 'profile' in source ? undefined : this.evaluation.library(source, this.chain)
  }

  /** A type that the file declares, that it imports, or that stands in what it imports as a whole. */
  namedType([name = '', member, ...rest]: readonly string[]): NamedType | undefined {
    if (rest.length > 0) return undefined
    const statement = member === undefined ? this.#declared.get(name) : undefined
    if (statement !== undefined) return statement.kind === 'type' ? { statement, facts: this.#types } : undefined
    const imported = this.#imported.get(name)
    const original = imported?.original ?? member
    if (imported === undefined || original === undefined || (imported.original !== undefined && member !== undefined)) return undefined
    // What cannot be had is told of where a value of it is used: types alone keep nothing from being judged.
    const { source } = this.#lookUp(imported.statement.from)
    if (source === undefined || this.#isCircular(source)) return undefined
    const library = this.evaluation.library(source, this.chain)
    const found = library instanceof BicepModule ? library.#declared.get(original) : undefined
    return found?.kind === 'type' && library instanceof BicepModule ? { statement: found, facts: library.#types } : undefined
  }

  #function(name: string): TemplateFunction | undefined {
    const known = this.#functions.get(name)
    if (known !== undefined) return known
    const declaration = this.#declared.get(name)
    let found: TemplateFunction | undefined
    if (declaration?.kind === 'func') found = this.#userFunction(declaration)
    else if (this.#imported.get(name)?.original !== undefined) {
      found = tolerant((args, call) => {
        const imported = this.#importedValue(name, call)
        return imported?.kind === 'lambda' ? imported.apply(args) : unknown(call, 'module', name)
      })
    }
    if (found !== undefined) this.#functions.set(name, found)
    return found
  }

  #userFunction(statement: FuncStatement): TemplateFunction {
    return tolerant((args, call) => {
      let locals: Locals | undefined
      for (const [index, { name }] of statement.parameters.entries()) locals = bind(locals, name, args[index] ?? scalar(call, null))
      return this.expressions.evaluate(statement.body, locals)
    })
  }

  /**
   * The file that a module call or an import names, or, of a well-known module that is not at hand, its profile. Undefined,
   * and reported, where neither can be had.
   */
  resolveModule(reference: Expression): Source | { readonly profile: ModuleProfile } | undefined {
    const at = this.expressions.at(reference.range)
    const { path, remote, source } = this.#lookUp(reference)
    const profile =
      source === undefined && remote ? bicepProfile(this.evaluation.files.fullReference?.(path, this.source.uri) ?? path) : undefined
    if (profile !== undefined) return { profile }
    if (source === undefined) {
      const remedy = remote ? message(messages.fetched, { file: this.source.uri }) : messages.local
      this.evaluation.report(at, message(messages.noModule, { reference: path, remedy }), 'module')
      return undefined
    }
    if (this.#isCircular(source)) {
      this.evaluation.report(at, { text: messages.moduleCycle, args: { reference: path } }, 'module')
      return undefined
    }
    return source
  }

  #lookUp(reference: Expression): { readonly path: string; readonly remote: boolean; readonly source: Source | undefined } {
    const { files } = this.evaluation
    const written = this.expressions.evaluate(reference, undefined)
    const path = isText(written) ? written.value : ''
    const remote = /^(br|ts)[:/]/.test(path)
    if (remote) return { path, remote, source: files.registry?.(path, this.source.uri) }
    const uri = resolvePath(this.source.uri, path)
    return { path, remote, source: uri === undefined ? undefined : files.read(uri) }
  }

  #isCircular({ uri }: Source): boolean {
    return this.chain.includes(uri) || this.chain.length > 64
  }

  /** The id of a scope: of a resource, a module call, or what `resourceGroup()` and the like give. */
  idOf(scope: Value, at: Origin): Value {
    if (scope.kind === 'entity') return scope.member('id', at) ?? unknown(at, 'error', 'scope')
    if (scope.kind === 'dictionary') return scope.entries.get('id')?.value ?? unknown(at, 'error', 'scope')
    return scope.kind === 'unknown' ? scope : unknown(at, 'error', 'scope')
  }

  resources(): readonly TemplateResource[] {
    this.#resources ??= this.#collect()
    return this.#resources
  }

  #collect(): readonly TemplateResource[] {
    // Those that nothing uses are looked at too, as the compiler does.
    for (const name of this.parameterNames()) this.parameterValue(name)
    const declared = this.#program.statements.filter((statement) => statement.kind === 'resource' || statement.kind === 'module')
    // The file's own resources first: a module that takes more work than there is leaves none for what follows it.
    const found = new Map<Statement, readonly TemplateResource[]>()
    for (const kind of ['resource', 'module'])
      for (const statement of declared)
        if (statement.kind === kind) found.set(statement, this.#deployedBy(statement.name.name, statement.range))
    this.#evaluateUnused()
    return declared.flatMap((statement) => found.get(statement)!)
  }

  /** Variables and outputs that nothing uses: they decide nothing, and what is wrong in them is told as the compiler does. */
  #evaluateUnused(): void {
    const conditional = conditionalNames(this.#program, this.source.text)
    for (const statement of this.#program.statements) {
      if (statement.kind !== 'var' && statement.kind !== 'output') continue
      const [{ name }, at] = [statement.name, this.expressions.at(statement.range)]
      if (statement.kind === 'output') this.output(name, at)
      else if (!conditional.has(name)) this.value(name, at)
    }
  }

  #deployedBy(name: string, range: Range): readonly TemplateResource[] {
    const value = this.value(name, this.expressions.at(range))
    const instances = value === undefined ? [] : [...instancesOf(value), ...modulesOf(value)]
    return instances.flatMap((instance) => this.evaluation.collected(instance, name, () => instance.resources()))
  }

  output(name: string, _at: Origin): Value | undefined {
    const key = `output ${name}`
    const known = this.#values.get(key)
    if (known !== undefined) return known
    const statement = this.#outputs().find((output) => output.name.name === name)
    if (statement === undefined) return undefined
    const place = this.expressions.at(statement.range)
    if (this.#evaluating.has(key)) {
      this.evaluation.report(this.expressions.at(statement.name.range), { text: definedByItself, args: { name } })
      return unknown(place, 'cycle', name)
    }
    this.#evaluating.add(key)
    const value = this.evaluation.declaration(place, name, () => this.expressions.evaluate(statement.value, undefined))
    this.#evaluating.delete(key)
    this.#values.set(key, value)
    return value
  }

  outputNames(): readonly string[] {
    return this.#outputs().map(({ name }) => name.name)
  }

  #outputs(): readonly OutputStatement[] {
    return this.#program.statements.filter((statement) => statement.kind === 'output')
  }

  parameterValue(name: string): Value | undefined {
    const statement = this.#declared.get(name)
    return statement?.kind === 'param' ? this.value(name, this.expressions.at(statement.range)) : undefined
  }

  requiredParameters(): readonly string[] {
    return this.#program.statements
      .filter((statement) => statement.kind === 'param')
      .filter(({ type, value }) => value === undefined && this.#types.isRequired(type))
      .map(({ name }) => name.name)
  }

  parameterNames(): readonly string[] {
    return this.#program.statements.filter((statement) => statement.kind === 'param').map(({ name }) => name.name)
  }

  exported(name: string, at: Origin): Value | undefined {
    const declaration = this.#declared.get(name)
    if (declaration?.kind === 'func') {
      const implementation = this.#function(name)!
      const apply = (args: readonly Value[]): Value => implementation(args, { ...at, name, spend: (steps) => this.evaluation.spend(steps) })
      return { kind: 'lambda', arity: declaration.parameters.length, apply, ...this.expressions.at(declaration.range) }
    }
    return declaration?.kind === 'var' || this.#imported.has(name) ? this.value(name, at) : undefined
  }
}
