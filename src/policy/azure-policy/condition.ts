import type { Spoken } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import { isExpression, parseExpression, type Expression } from './expression.ts'
import { collect, each, fieldPaths, type AliasTable, type ElementBinding, type FieldStep } from './field.ts'
import { pureFunctions } from './functions.ts'
import { operators } from './operators.ts'
import {
  EvaluationError,
  everyKnown,
  isMissing,
  known,
  memberOf,
  someKnown,
  UndecidedError,
  UnknownValue,
  type PolicyValue,
} from './value.ts'

/** What a rule is evaluated with. */
export interface RuleContext {
  readonly resource: Untyped
  /** What `field()` in expressions reads, where that is another resource than the one that conditions are about. */
  readonly primary?: Untyped
  readonly parameters: Readonly<Record<string, unknown>>
  readonly aliases: AliasTable
  /** In which version of the API the resource is written. */
  readonly apiVersion?: string | undefined
  readonly subscription?: unknown
  readonly resourceGroup?: unknown
  readonly requestContext?: unknown
  readonly policy?: unknown
  /** The instant that `utcNow()` gives. */
  readonly now?: Date | undefined
  /** Told of each field of the resource that is looked at. */
  readonly onRead?: (read: FieldRead) => void
}

/** A look at a field of the resource. */
export interface FieldRead {
  readonly field: string
  /** The ways on which its value may lie, the likeliest first. */
  readonly paths: readonly (readonly FieldStep[])[]
  /** The elements of lists that are meant. */
  readonly elements: readonly ElementBinding[]
  /** The look decided that an element counts. */
  readonly isDecisive: boolean
}

/** Evaluates conditions and expressions of one rule on one resource. */
export class ConditionEvaluator {
  readonly #context: RuleContext
  #lastRead: FieldRead | undefined
  /** Elements that the `count`s around are looking at, innermost last. */
  #elements: readonly ElementBinding[] = []
  #values: readonly { readonly name: string; readonly value: PolicyValue }[] = []

  constructor(context: RuleContext) {
    this.#context = context
  }

  /** @throws {EvaluationError} where an expression cannot be evaluated */
  holds(condition: unknown): boolean {
    if (!isMapping(condition))
      throw new EvaluationError(spoken({ en: 'a condition must be a mapping', ja: '条件はマッピングでなければなりません' }))
    for (const [key, value] of Object.entries(condition)) {
      const name = key.toLowerCase()
      if (name === 'allof') return everyKnown(conditions(value), (inner) => this.holds(inner))
      if (name === 'anyof') return someKnown(conditions(value), (inner) => this.holds(inner))
      if (name === 'not') return !this.holds(value)
    }
    const { name, wanted } = operatorOf(condition)
    const compare = operators.get(name)!
    const right = known(this.evaluate(wanted))
    const operator = (left: PolicyValue): boolean =>
      name === 'exists' && left instanceof UnknownValue && left.exists ? compare(true, right) : compare(known(left), right)
    const count = memberOf(condition, 'count')
    if (count !== undefined) return operator(this.#count(count))
    const field = memberOf(condition, 'field')
    if (field === undefined) return operator(this.evaluate(memberOf(condition, 'value')))
    const { values, isList } = this.#field(this.#text(field))
    // A condition on all elements of a list must hold for each of them.
    return isList ? this.#holdsForAll(values, name, operator, right) : operator(values[0])
  }

  #holdsForAll(values: readonly PolicyValue[], name: string, holds: (value: PolicyValue) => boolean, wanted: PolicyValue): boolean {
    if (name === 'exists' && values.length === 0) return String(wanted).toLowerCase() === 'false'
    const read = this.#lastRead
    const holdsForEach = everyKnown(values, holds)
    // The first element that is otherwise is what there is to show.
    const index = holdsForEach ? -1 : values.findIndex((value) => !(value instanceof UnknownValue) && !holds(value))
    const list = read?.paths[0]?.slice(0, (read.paths[0]?.indexOf(each) ?? -1) + 1)
    if (read !== undefined && index > 0 && list !== undefined && list.length > 0)
      this.#told({ ...read, elements: [...read.elements, { list, index }] })
    return holdsForEach
  }

  /** Strings that are expressions are evaluated, in mappings and lists too; everything else stands for itself. */
  evaluate(template: unknown): PolicyValue {
    if (typeof template === 'string') {
      if (!isExpression(template)) return template.startsWith('[[') ? template.slice(1) : template
      return this.#run(parseExpression(template))
    }
    if (Array.isArray(template)) return template.map((item) => this.evaluate(item))
    if (!isMapping(template)) return template
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [String(this.evaluate(key)), this.evaluate(value)]))
  }

  #text(template: unknown): string {
    const text = this.evaluate(template)
    return typeof text === 'string'
      ? text
      : fail(spoken({ en: 'a field must be named by a string', ja: 'フィールド名は文字列でなければなりません' }))
  }

  #run(expression: Expression): PolicyValue {
    switch (expression.kind) {
      case 'literal':
        return expression.value
      case 'member':
        return memberOf(this.#run(expression.of), this.#run(expression.key))
      case 'call':
        return this.#call(expression)
    }
  }

  #call({ name, args }: Extract<Expression, { kind: 'call' }>): PolicyValue {
    const lazy = this.#lazy(name, args)
    if (lazy !== undefined) return lazy.value
    const values = args.map((arg) => this.#run(arg))
    const pure = pureFunctions.get(name)
    if (pure !== undefined) return pure(...values.map(known))
    switch (name) {
      case 'parameters':
        return this.#parameter(values[0])
      case 'field': {
        const field = typeof values[0] === 'string' ? values[0] : fail(spoken({ en: 'field needs a name', ja: 'field には名前が必要です' }))
        const { values: found } = this.#field(field, this.#context.primary)
        // An expression gets the elements as a list, also where a `count` is looking at one of them.
        return field.includes('[*]') ? found.filter((value) => value !== undefined) : found[0]
      }
      case 'current':
        return this.#current(values[0])
      case 'utcnow':
        return (this.#context.now ?? new Date()).toISOString().replace(/\.\d+Z$/, 'Z')
      case 'subscription':
        return this.#context.subscription
      case 'resourcegroup':
        return this.#context.resourceGroup
      case 'requestcontext':
        return this.#context.requestContext
      case 'policy':
        return this.#context.policy
      default:
        return fail(spoken({ en: 'the function {name} does not exist', ja: '関数 {name} はありません' }, { name }))
    }
  }

  /** Functions that do not evaluate all of their arguments. */
  #lazy(name: string, args: readonly Expression[]): { readonly value: PolicyValue } | undefined {
    if (name === 'if' && args.length === 3) {
      const condition = known(this.#run(args[0]!))
      return { value: this.#run(condition === true || String(condition).toLowerCase() === 'true' ? args[1]! : args[2]!) }
    }
    if (name === 'and') return { value: everyKnown(args, (arg) => known(this.#run(arg)) === true) }
    if (name === 'or') return { value: someKnown(args, (arg) => known(this.#run(arg)) === true) }
    if (name !== 'coalesce') return undefined
    for (const arg of args) {
      const value = known(this.#run(arg))
      if (!isMissing(value)) return { value }
    }
    return { value: null }
  }

  #parameter(name: PolicyValue): PolicyValue {
    const value = memberOf(this.#context.parameters, name)
    return value === undefined
      ? fail(spoken({ en: 'parameter {name} has no value', ja: 'パラメーター {name} に値がありません' }, { name: String(name) }))
      : value
  }

  #field(name: string, resource = this.#context.resource): { readonly values: readonly PolicyValue[]; readonly isList: boolean } {
    const { apiVersion, aliases } = this.#context
    if (name.toLowerCase() === 'apiversion' && apiVersion !== undefined) return { values: [apiVersion], isList: false }
    if (name.toLowerCase() === 'fullname') return { values: [memberOf(resource, 'fullName') ?? memberOf(resource, 'name')], isList: false }
    const type = memberOf(resource, 'type')
    const paths = fieldPaths(name, { type: typeof type === 'string' ? type : '', apiVersion }, aliases)
    const bound = (path: readonly FieldStep[]): boolean =>
      path.every((step, index) => typeof step === 'string' || this.#elements.some(({ list }) => list.length === index + 1))
    let values: readonly PolicyValue[] = []
    for (const path of paths) {
      values = collect(resource, path, this.#elements)
      if (values.some((value) => value !== undefined)) break
    }
    if (resource === this.#context.resource) this.#told({ field: name, paths, elements: this.#elements, isDecisive: false })
    return { values, isList: name.includes('[*]') && !paths.every(bound) }
  }

  #current(name: PolicyValue): PolicyValue {
    if (name === undefined) return this.#values.at(-1)?.value ?? this.#elementValue(this.#elements.at(-1)?.list)
    if (typeof name !== 'string') return fail(spoken({ en: 'current needs a name', ja: 'current には名前が必要です' }))
    const named = this.#values.findLast((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    if (named !== undefined) return named.value
    const { values } = this.#field(name)
    return values[0]
  }

  #elementValue(list: readonly FieldStep[] | undefined): PolicyValue {
    return list === undefined
      ? fail(spoken({ en: 'current is used outside of count', ja: 'current が count の外で使われています' }))
      : collect(this.#context.resource, list, this.#elements)[0]
  }

  #told(read: FieldRead): void {
    this.#lastRead = read
    this.#context.onRead?.(read)
  }

  #count(count: PolicyValue): number {
    if (!isMapping(count)) return fail(spoken({ en: 'count must be a mapping', ja: 'count はマッピングでなければなりません' }))
    const where = memberOf(count, 'where')
    const field = memberOf(count, 'field')
    return field === undefined ? this.#countValues(count, where) : this.#countField(this.#text(field), where)
  }

  #countValues(count: Untyped, where: PolicyValue): number {
    const values = known(this.evaluate(memberOf(count, 'value')))
    if (isMissing(values)) return 0
    const items: readonly unknown[] = Array.isArray(values) ? values : [values]
    if (where === undefined) return items.length
    const name = memberOf(count, 'name')
    const outer = this.#values
    const matching = items.filter((value) => {
      this.#values = [...outer, { name: typeof name === 'string' ? name : '', value }]
      return this.holds(where)
    })
    this.#values = outer
    return matching.length
  }

  #countField(name: string, where: PolicyValue): number {
    const { resource, apiVersion, aliases } = this.#context
    const type = memberOf(resource, 'type')
    const candidates = fieldPaths(name, { type: typeof type === 'string' ? type : '', apiVersion }, aliases)
    const path = candidates.find((candidate) => collect(resource, candidate, this.#elements).length > 0) ?? candidates[0]!
    return this.#countFrom(path, path.indexOf(each), where)
  }

  /** Goes into one list after the other, so that each has its element when `where` is asked. */
  #countFrom(path: readonly FieldStep[], position: number, where: PolicyValue): number {
    if (position === -1) {
      if (where !== undefined && !this.holds(where)) return 0
      if (this.#lastRead !== undefined) this.#told({ ...this.#lastRead, isDecisive: true })
      return 1
    }
    const list = path.slice(0, position + 1)
    const next = path.indexOf(each, position + 1)
    const isBound = this.#elements.some(
      (element) => element.list.length === list.length && element.list.every((step, index) => step === list[index]),
    )
    if (isBound) return this.#countFrom(path, next, where)
    const [items] = collect(this.#context.resource, path.slice(0, position), this.#elements)
    if (items instanceof UnknownValue) throw new UndecidedError(items.reason)
    if (!Array.isArray(items)) return 0
    const outer = this.#elements
    let total = 0
    for (const index of items.keys()) {
      this.#elements = [...outer, { list, index }]
      total += this.#countFrom(path, next, where)
    }
    this.#elements = outer
    return total
  }
}

function fail(reason: Spoken): never {
  throw new EvaluationError(reason)
}

function conditions(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : fail(spoken({ en: 'allOf and anyOf need an array', ja: 'allOf と anyOf には配列が必要です' }))
}

/** The operator of a condition and what stands behind it. */
export function operatorOf(condition: Untyped): { readonly name: string; readonly wanted: unknown } {
  const found = Object.entries(condition).filter(([key]) => operators.has(key.toLowerCase()))
  if (found.length !== 1)
    return fail(
      found.length === 0
        ? spoken({ en: 'a condition has no operator', ja: '条件に演算子がありません' })
        : spoken({ en: 'a condition has more than one operator', ja: '条件に演算子が 2 つ以上あります' }),
    )
  return { name: found[0]![0].toLowerCase(), wanted: found[0]![1] }
}

const contextual = new Set([
  'and',
  'coalesce',
  'current',
  'field',
  'if',
  'or',
  'parameters',
  'policy',
  'requestcontext',
  'resourcegroup',
  'subscription',
  'utcnow',
])

/** Names of functions in an expression that do not exist here. */
export function* unknownFunctions(expression: Expression): Generator<string> {
  if (expression.kind === 'member') {
    yield* unknownFunctions(expression.of)
    yield* unknownFunctions(expression.key)
  } else if (expression.kind === 'call') {
    if (!pureFunctions.has(expression.name) && !contextual.has(expression.name)) yield expression.name
    for (const arg of expression.args) yield* unknownFunctions(arg)
  }
}

/** Every string of a template that is an expression, with its path. */
export function* expressionsIn(
  template: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ readonly text: string; readonly path: readonly (string | number)[] }> {
  if (typeof template === 'string') {
    if (isExpression(template)) yield { text: template, path }
  } else if (Array.isArray(template)) for (const [index, item] of template.entries()) yield* expressionsIn(item, [...path, index])
  else if (isMapping(template)) for (const key of Object.keys(template)) yield* expressionsIn(valueAt(template, [key]), [...path, key])
}
