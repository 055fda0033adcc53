import { message, type Message, type Text } from '../../../core/text.ts'
import type { CelNode } from '../ast.ts'
import { comprehensionShape, type Shape } from '../comprehensions.ts'
import { CelSyntaxError, CelUndefinedFieldError } from '../errors.ts'
import { dottedName } from '../parser.ts'
import { problems } from '../problem-texts.ts'
import { nullValueName } from '../well-known-types.ts'
import { builtInTypes, literalType, structType } from './built-in-types.ts'
import { functionSince, macroIsSince, type FunctionTable, type MacroName, type Overload } from './function-table.ts'
import { literalProblem } from './literals.ts'
import {
  formatType,
  insideOptional,
  isUnknown,
  listOf,
  madeOf,
  mapOf,
  optionalOf,
  sameShape,
  types,
  typeOf,
  type ObjectType,
  type StaticType,
} from './static-type.ts'
import { moreGeneral, Substitution } from './substitution.ts'

/** What an expression may use. */
export interface CheckEnvironment {
  readonly functions: FunctionTable
  /** By name; names with dots stand for fields that are declared by themselves. */
  readonly variables: ReadonlyMap<string, StaticType>
  /** Whether it may make objects, as the expressions of mutations do. */
  readonly isMutation?: boolean
}

type Node<K extends CelNode['kind']> = Extract<CelNode, { kind: K }>

/**
 * Finds the type of an expression, by the rules of the API server's own checker.
 *
 * @throws {CelSyntaxError} for the first thing in it that can never be evaluated
 */
export function checkCel(node: CelNode, environment: CheckEnvironment): StaticType {
  return new CelChecker(environment).check(node)
}

/** The type of an expression, and everything in it that can never be evaluated, in the order in which it is written. */
export function problemsOf(
  node: CelNode,
  environment: CheckEnvironment,
): { readonly type: StaticType; readonly problems: readonly CelSyntaxError[] } {
  return new CelChecker(environment).everything(node)
}

class CelChecker {
  readonly #functions: FunctionTable
  readonly #variables: ReadonlyMap<string, StaticType>
  readonly #isMutation: boolean
  readonly #known = new Substitution()
  #locals: ReadonlyMap<string, StaticType> = new Map()
  #problems: CelSyntaxError[] = []
  /** Looked at once the types are certain. */
  readonly #later: (() => void)[] = []
  /** Inside of the arguments of `format`, lists may hold values of different types. */
  #mayMix = false

  constructor({ functions, variables, isMutation = false }: CheckEnvironment) {
    this.#functions = functions
    this.#variables = variables
    this.#isMutation = isMutation
  }

  check(node: CelNode): StaticType {
    const type = this.#type(node)
    this.#report()
    for (const look of this.#later) look()
    this.#report()
    return this.#known.settle(type)
  }

  everything(node: CelNode): { readonly type: StaticType; readonly problems: readonly CelSyntaxError[] } {
    const type = this.#type(node)
    if (this.#problems.length === 0) for (const look of this.#later) look()
    return { type: this.#known.settle(type), problems: this.#problems.toSorted((a, b) => a.offset - b.offset) }
  }

  /** @throws {CelSyntaxError} the problem that stands first in the expression */
  #report(): void {
    const first = this.#problems.toSorted((a, b) => a.offset - b.offset)[0]
    if (first !== undefined) throw first
  }

  #problem<Holes extends string>(words: Text<Holes>, args: Readonly<Record<Holes, string | number>>, at: number): StaticType {
    this.#problems.push(new CelSyntaxError(message(words, args), at))
    return types.error
  }

  #type(node: CelNode): StaticType {
    switch (node.kind) {
      case 'literal':
        return literalType(node.value)
      case 'name':
        return this.#identifier(node.name) ?? this.#problem(problems.undeclared, { name: node.name }, node.at)
      case 'select':
        return this.#select(node)
      case 'index':
        return this.#index(node)
      case 'call':
        return this.#call(node)
      case 'list':
        return this.#list(node)
      case 'map':
        return this.#map(node)
      case 'struct':
        return this.#struct(node)
    }
  }

  #identifier(name: string): StaticType | undefined {
    const declared = this.#locals.get(name) ?? this.#variables.get(name)
    if (declared !== undefined) return declared
    if (name === nullValueName) return types.int
    const builtIn = builtInTypes.get(name)
    return builtIn === undefined ? undefined : typeOf(builtIn)
  }

  #select(node: Node<'select'>): StaticType {
    const { field, optional, isQuoted, at } = node
    if (isQuoted && this.#functions.minor !== undefined) this.#problem(problems.escapedName, {}, at + 1)
    const full = dottedName(node)
    const declared = full === undefined || this.#locals.has(full.split('.')[0]!) ? undefined : this.#identifier(full)
    if (declared !== undefined) return declared
    if (optional) this.#requireMacro('optional', '.?', at)
    const holder = this.#known.apply(this.#type(node.of))
    const inside = insideOptional(holder)
    const found = this.#field(inside ?? holder, field, at)
    return inside !== undefined || optional ? optionalOf(found) : found
  }

  #field(holder: StaticType, name: string, at: number): StaticType {
    const [, value] = madeOf(holder, 'map') ?? []
    if (value !== undefined) return this.#known.apply(value)
    if (holder.kind === 'object') return holder.field(name) ?? this.#undefinedField(holder, name, at)
    if (holder.kind === 'parameter') this.#known.fits([types.dyn], [holder])
    else if (!isUnknown(holder)) this.#problem(problems.noFields, { type: formatType(holder) }, at)
    return types.dyn
  }

  #undefinedField(holder: ObjectType, name: string, at: number): StaticType {
    this.#problems.push(new CelUndefinedFieldError(message(problems.undefinedField, { name }), at, holder, name))
    return types.error
  }

  #index({ of, key, optional, at }: Node<'index'>): StaticType {
    if (optional) this.#requireMacro('optional', '[?', at)
    return this.#resolve(optional ? '_[?_]' : '_[_]', [this.#type(of), this.#type(key)], false, at)
  }

  #list({ items }: Node<'list'>): StaticType {
    const element = this.#elements(items)
    return listOf(element ?? this.#known.fresh())
  }

  #map({ entries }: Node<'map'>): StaticType {
    const key = this.#elements(entries.map((entry) => ({ value: entry.key, optional: false })))
    const value = this.#elements(entries)
    return mapOf(key ?? this.#known.fresh(), value ?? this.#known.fresh())
  }

  /** The type that the elements of a list have together. All must be of one type, but for the arguments of `format`. */
  #elements(items: readonly { readonly value: CelNode; readonly optional: boolean }[]): StaticType | undefined {
    let joined: StaticType | undefined
    const found = items.map(({ value, optional }) => ({ type: this.#unwrapped(value, optional), at: value.at }))
    for (const { type } of found)
      joined = joined === undefined ? type : this.#known.fits([joined], [type]) ? moreGeneral(joined, type) : types.dyn
    if (!this.#mayMix && !this.#functions.mixesTypes && found.length > 1)
      this.#later.push(() => {
        const wanted = this.#known.settle(found[0]!.type)
        const other = found.find(({ type }) => !sameShape(wanted, this.#known.settle(type)))
        if (other !== undefined)
          this.#problem(problems.typeMismatch, { wanted: formatType(wanted), found: formatType(this.#known.settle(other.type)) }, other.at)
      })
    return joined
  }

  /** What an entry gives that is marked optional with `?`. */
  #unwrapped(node: CelNode, optional: boolean): StaticType {
    const type = this.#type(node)
    if (!optional) return type
    this.#requireMacro('optional', '?', node.at)
    const inside = insideOptional(type)
    if (inside === undefined && !isUnknown(type))
      this.#problem(problems.typeMismatch, { wanted: formatType(optionalOf(type)), found: formatType(type) }, node.at)
    return inside ?? type
  }

  #struct({ type, fields, at }: Node<'struct'>): StaticType {
    const made = structType(type, this.#isMutation)
    if (made === undefined) return this.#problem(problems.undeclared, { name: type }, at)
    for (const { name, value, optional, at: fieldAt } of fields) {
      const given = this.#unwrapped(value, optional)
      const wanted = made.fields.field(name)
      if (wanted === undefined) this.#problem(problems.undefinedField, { name }, fieldAt)
      else if (!this.#known.fits([wanted], [given]))
        this.#problem(problems.fieldMismatch, { name, wanted: formatType(wanted), found: formatType(this.#known.settle(given)) }, fieldAt)
    }
    return made.value
  }

  #call(node: Node<'call'>): StaticType {
    const { name, target, args, at } = node
    if (target === undefined && name === 'has' && args.length === 1) return this.#has(args[0]!, at)
    if (target === undefined && (name === '_&&_' || name === '_||_')) return this.#logical(args)
    const macro = target === undefined ? undefined : this.#macro(node, target)
    if (macro !== undefined) return macro
    const given = this.#arguments(name, args)
    const problem = this.#functions.checksLiterals ? literalProblem(node) : undefined
    if (problem !== undefined) this.#later.push(() => this.#problems.push(new CelSyntaxError(problem.says, problem.at)))
    if (target === undefined) return this.#resolve(name, given, false, at)
    const namespace = dottedName(target)
    const qualified = namespace === undefined ? undefined : `${namespace}.${name}`
    if (qualified !== undefined && this.#isFunction(qualified)) return this.#resolve(qualified, given, false, at)
    const unavailable = qualified === undefined ? undefined : this.#unavailable(qualified)
    if (unavailable !== undefined && this.#identifier(namespace!.split('.')[0]!) === undefined) {
      this.#problems.push(new CelSyntaxError(unavailable, target.at))
      return types.error
    }
    return this.#resolve(name, [this.#type(target), ...given], true, at)
  }

  #arguments(name: string, args: readonly CelNode[]): readonly StaticType[] {
    const outside = this.#mayMix
    this.#mayMix ||= name === 'format'
    const given = args.map((arg) => this.#type(arg))
    this.#mayMix = outside
    return given
  }

  #isFunction(name: string): boolean {
    return this.#functions.overloads.has(name)
  }

  /** Why there is no such function here, where another version of the API server, or another engine, has it. */
  #unavailable(name: string): Message | undefined {
    const since = functionSince(name)
    const { minor } = this.#functions
    if (this.#isFunction(name) || minor === undefined || since === undefined || since <= minor) return undefined
    return message(problems.needsVersion, { name, since, minor })
  }

  #requireMacro(macro: MacroName, name: string, at: number): void {
    if (this.#functions.macros.has(macro)) return
    const since = macroIsSince(macro)
    const { minor } = this.#functions
    if (since === undefined || minor === undefined) this.#problem(problems.undeclared, { name }, at)
    else this.#problem(problems.needsVersion, { name, since, minor }, at)
  }

  /** The result of a call by the signatures that fit. Where several do, and differ, it is known only when evaluated. */
  #resolve(name: string, given: readonly StaticType[], isMethod: boolean, at: number): StaticType {
    const overloads = this.#functions.overloads.get(name)
    if (overloads === undefined) {
      this.#problems.push(new CelSyntaxError(this.#unavailable(name) ?? message(problems.undeclared, { name }), at))
      return types.error
    }
    let result: StaticType | undefined
    for (const overload of overloads) {
      if (overload.isMethod !== isMethod) continue
      const own = this.#fitting(overload, given)
      if (own === undefined) continue
      if (result === undefined) result = own
      else if (result.kind !== 'dyn' && formatType(result) !== formatType(own)) result = types.dyn
    }
    return result ?? this.#noOverload(name, given, isMethod, at)
  }

  #fitting({ types: declared }: Overload, given: readonly StaticType[]): StaticType | undefined {
    if (declared.length !== given.length + 1) return undefined
    const own = this.#known.instance(declared)
    return this.#known.fits(given, own.slice(0, -1)) ? this.#known.apply(own.at(-1)!) : undefined
  }

  #noOverload(name: string, given: readonly StaticType[], isMethod: boolean, at: number): StaticType {
    const settled = given.map((type) => formatType(this.#known.settle(type)))
    const written = isMethod ? `${settled[0]}.(${settled.slice(1).join(', ')})` : `(${settled.join(', ')})`
    return this.#problem(problems.noOverload, { name: shownNames[name] ?? name, given: written }, at)
  }

  #logical(args: readonly CelNode[]): StaticType {
    for (const arg of args) this.#requireBool(arg)
    return types.bool
  }

  #requireBool(node: CelNode): void {
    const type = this.#type(node)
    if (!this.#known.fits([type], [types.bool]))
      this.#problem(problems.typeMismatch, { wanted: 'bool', found: formatType(this.#known.settle(type)) }, node.at)
  }

  #has(selected: CelNode, at: number): StaticType {
    if (selected.kind !== 'select') this.#problem(problems.hasArgument, {}, selected.at)
    else this.#select({ ...selected, at })
    return types.bool
  }

  /** Macros are expanded before types are looked at: what they cannot be expanded from is an ordinary call. */
  #macro(node: Node<'call'>, target: CelNode): StaticType | undefined {
    const { name, args } = node
    if (name === 'bind' && args.length === 3 && dottedName(target) === 'cel' && this.#functions.macros.has('bind')) return this.#bind(args)
    if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) return this.#optMap(node, target)
    if (name === 'sortBy' && args.length === 2) return this.#sortBy(node, target)
    const shape =
      name === 'existsOne' && args.length === 2 && this.#functions.minor !== undefined ? undefined : comprehensionShape(name, args)
    return shape === undefined ? undefined : this.#comprehension(node, target, shape)
  }

  #bind([name, value, body]: readonly CelNode[]): StaticType {
    const type = this.#type(value!)
    return this.#within([[this.#nameOf(name!, problems.notASimpleName), type]], () => this.#type(body!))
  }

  #optMap({ name, args, at }: Node<'call'>, target: CelNode): StaticType {
    this.#requireMacro('optional', name, at)
    const optional = this.#type(target)
    this.#resolve('hasValue', [optional], true, at)
    const value = this.#resolve('value', [optional], true, at)
    const mapped = this.#within([[this.#nameOf(args[0]!, problems.notASimpleName), value]], () => this.#type(args[1]!))
    return name === 'optMap' ? optionalOf(mapped) : this.#resolve('?:', [types.bool, mapped, optionalOf(this.#known.fresh())], false, at)
  }

  #sortBy({ name, args, at }: Node<'call'>, target: CelNode): StaticType {
    this.#requireMacro('sortBy', name, at)
    const list = this.#type(target)
    const [element] = this.#elementTypes(list, target.at, false)
    const key = this.#within([[this.#nameOf(args[0]!, problems.notASimpleName), element!]], () => this.#type(args[1]!))
    const ordered = this.#functions.overloads.get('sort') ?? []
    if (ordered.length > 0 && ordered.every((overload) => this.#fitting(overload, [listOf(key)]) === undefined))
      return this.#noOverload('@sortByAssociatedKeys', [list, listOf(key)], true, at)
    return this.#known.apply(list)
  }

  #comprehension({ name, at }: Node<'call'>, target: CelNode, { macro, names, parts }: Shape): StaticType {
    const isPair = names.length === 2
    if (isPair) this.#requireMacro('twoVariables', name, at)
    const range = this.#type(target)
    const bound = this.#elementTypes(range, target.at, isPair)
    const variables = names.map(
      (node, index) => [this.#nameOf(node, isPair ? problems.notASimpleName : problems.notAName), bound[index]!] as const,
    )
    if (isPair && variables[0]![0] === variables[1]![0] && variables[0]![0] !== '')
      this.#problem(problems.sameName, { name: variables[0]![0] }, names[1]!.at)
    return this.#within(variables, () => this.#gathered(macro, parts, at, bound[0]!))
  }

  #gathered(macro: string, parts: readonly CelNode[], at: number, first: StaticType): StaticType {
    const last = parts.at(-1)!
    switch (macro) {
      case 'all':
      case 'exists':
        this.#requireBool(last)
        return types.bool
      case 'exists_one':
        this.#resolve('?:', [this.#type(last), types.int, types.int], false, at)
        return types.bool
      case 'filter':
        return this.#conditioned([last, last], () => listOf(first), at)
      case 'map':
      case 'transformList':
        return this.#conditioned(parts, () => listOf(this.#type(last)), at)
      case 'transformMap':
        return this.#conditioned(parts, () => mapOf(first, this.#type(last)), at)
      default:
        return this.#conditioned(parts, () => this.#entries(last, at), at)
    }
  }

  /** `transformMapEntry` makes maps, whose entries come together in one. */
  #entries(node: CelNode, at: number): StaticType {
    const made = this.#known.apply(this.#type(node))
    if (madeOf(made, 'map') !== undefined) return made
    if (isUnknown(made)) return mapOf(types.dyn, types.dyn)
    return this.#noOverload('cel.@mapInsert', [mapOf(types.dyn, types.dyn), made], false, at)
  }

  /** A macro with a condition becomes `condition ? with the element : without it`. */
  #conditioned(parts: readonly CelNode[], make: () => StaticType, at: number): StaticType {
    const condition = parts.length === 2 ? this.#type(parts[0]!) : undefined
    const made = make()
    if (condition !== undefined) this.#resolve('?:', [condition, made, made], false, at)
    return made
  }

  /** The types of the variables of a macro over a collection. */
  #elementTypes(range: StaticType, at: number, isPair: boolean): readonly StaticType[] {
    const collection = this.#known.apply(range)
    const elements = madeOf(collection, 'list')
    if (elements !== undefined) return isPair ? [types.int, ...elements] : elements
    const entries = madeOf(collection, 'map')
    if (entries !== undefined) return entries
    if (collection.kind === 'parameter') this.#known.fits([types.dyn], [collection])
    else if (!isUnknown(collection)) {
      this.#problem(problems.notARange, { type: formatType(this.#known.settle(collection)) }, at)
      return [types.error, types.error]
    }
    return [types.dyn, types.dyn]
  }

  #nameOf(node: CelNode, words: Text<never>): string {
    if (node.kind === 'name') return node.name
    this.#problem(words, {}, node.at)
    return ''
  }

  #within(variables: readonly (readonly [string, StaticType])[], check: () => StaticType): StaticType {
    const outside = this.#locals
    this.#locals = new Map([...outside, ...variables])
    const type = check()
    this.#locals = outside
    return this.#known.apply(type)
  }
}

/** Operators as the API server names them. */
const shownNames: Readonly<Record<string, string>> = { '?:': '_?_:_', _in_: '@in' }
