import { message } from '../../core/text.ts'
import type { CelNode } from './ast.ts'
import { builtInTypes } from './check/built-in-types.ts'
import { bindings, comprehensionShape, gatherers, sorted } from './comprehensions.ts'
import { callCost, makingCosts, operatorCost, resultCost } from './cost.ts'
import { CelError, CelSyntaxError, CelUnknownError, decisiveError, noSuchOverload } from './errors.ts'
import { attempt, type CelEvaluation, type Run } from './evaluation.ts'
import type { CelFunction } from './functions/function.ts'
import { celFunctions } from './functions/registry.ts'
import { member, optionalMember, present } from './members.ts'
import { binaryOperators, mapKey, negate } from './operators.ts'
import { dottedName } from './parser.ts'
import { problems } from './problem-texts.ts'
import { CelObject, CelOptional, CelType, isList, isMap, typeName, type CelMapKey, type CelValue } from './values.ts'
import { nullValueName, wellKnownTypes } from './well-known-types.ts'

/** Compiles one expression. `variables` are the names that it may use; others are refused, so that typing errors are found. */
export class CelCompiler {
  readonly #variables: ReadonlySet<string>
  #locals: readonly string[] = []

  constructor(variables: ReadonlySet<string>) {
    this.#variables = variables
  }

  /** @throws {CelSyntaxError} for names and functions that do not exist */
  compile(node: CelNode): (evaluation: CelEvaluation) => CelValue {
    const run = this.#compile(node)
    return (evaluation) => run(evaluation, [])
  }

  #compile(node: CelNode): Run {
    switch (node.kind) {
      case 'literal': {
        const { value } = node
        return () => value
      }
      case 'name':
        return this.#name(node.name, node.at)
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

  #name(name: string, at: number): Run {
    const local = this.#locals.lastIndexOf(name)
    if (local !== -1)
      return ({ budget }, locals) => {
        budget.spend(1)
        return locals[local]!
      }
    if (name.split('.')[0] === 'authorizer' && this.#variables.has(name))
      return () => {
        throw new CelUnknownError(message(problems.authorizer, {}))
      }
    // A name with dots is a variable and the steps from it.
    const steps = name.split('.').length
    if (this.#variables.has(name))
      return (evaluation) => {
        evaluation.budget.spend(steps)
        const value = evaluation.lookup(name)
        if (value === undefined) throw new CelError(`no such attribute: ${name}`)
        return value
      }
    if (builtInTypes.has(name)) {
      const type = new CelType(name)
      return () => type
    }
    throw undeclared(name, at)
  }

  #select(node: Extract<CelNode, { kind: 'select' }>): Run {
    const full = dottedName(node)
    if (full === nullValueName) return () => 0n
    if (full !== undefined && builtInTypes.has(full)) {
      const type = new CelType(full)
      return () => type
    }
    if (full !== undefined && this.#variables.has(full)) return this.#name(full, node.at)
    const of = this.#compile(node.of)
    const { field, optional } = node
    const cost = isAttribute(node.of) ? 1 : 2
    if (optional)
      return (evaluation, locals) => {
        const found = optionalMember(of(evaluation, locals), field)
        evaluation.budget.spend(found.value === undefined ? cost - 1 : cost)
        return found
      }
    return (evaluation, locals) => {
      const holder = of(evaluation, locals)
      evaluation.budget.spend(cost)
      return member(holder, field)
    }
  }

  #index(node: Extract<CelNode, { kind: 'index' }>): Run {
    const of = this.#compile(node.of)
    const key = this.#compile(node.key)
    const cost = (isAttribute(node.of) ? 1 : 2) - (isAttribute(node.key) ? 1 : 0)
    const find: (holder: CelValue, name: CelValue) => CelValue = node.optional ? optionalMember : member
    return (evaluation, locals) => {
      const holder = of(evaluation, locals)
      const name = key(evaluation, locals)
      evaluation.budget.spend(cost)
      return find(holder, name)
    }
  }

  #list({ items }: Extract<CelNode, { kind: 'list' }>): Run {
    const runs = items.map(({ value, optional }) => ({ run: this.#compile(value), optional }))
    const cost = items.every(({ value }) => isConstant(value)) ? 0 : makingCosts.list
    return (evaluation, locals) => {
      evaluation.budget.spend(cost)
      const list: CelValue[] = []
      for (const { run, optional } of runs) {
        const value = present(run(evaluation, locals), optional)
        if (value !== undefined) list.push(value)
      }
      return list
    }
  }

  #map({ entries }: Extract<CelNode, { kind: 'map' }>): Run {
    const runs = entries.map(({ key, value, optional }) => ({ key: this.#compile(key), run: this.#compile(value), optional }))
    const cost = entries.every(({ key, value }) => isConstant(key) && isConstant(value)) ? 0 : makingCosts.map
    return (evaluation, locals) => {
      evaluation.budget.spend(cost)
      const map = new Map<CelMapKey, CelValue>()
      for (const { key, run, optional } of runs) {
        const name = mapKey(key(evaluation, locals))
        if (name === undefined) throw new CelError('unsupported key type')
        if (map.has(name)) throw new CelError(`duplicate key: ${String(name)}`)
        const value = present(run(evaluation, locals), optional)
        if (value !== undefined) map.set(name, value)
      }
      return map
    }
  }

  #struct({ type, fields, at }: Extract<CelNode, { kind: 'struct' }>): Run {
    const wellKnown = wellKnownTypes.get(type)
    for (const { name } of wellKnown === undefined ? [] : fields)
      if (!wellKnown!.fields.has(name)) throw new CelSyntaxError(message(problems.undefinedField, { name }), at)
    if (wellKnown === undefined && type !== 'Object' && !type.startsWith('Object.') && type !== 'JSONPatch') throw undeclared(type, at)
    const runs = fields.map(({ name, value, optional }) => ({ name, run: this.#compile(value), optional }))
    return (evaluation, locals) => {
      evaluation.budget.spend(makingCosts.struct)
      const found = new Map<string, CelValue>()
      for (const { name, run, optional } of runs) {
        const value = present(run(evaluation, locals), optional)
        if (value !== undefined) found.set(name, value)
      }
      return wellKnown === undefined ? new CelObject(type, found) : wellKnown.make(found)
    }
  }

  #call(node: Extract<CelNode, { kind: 'call' }>): Run {
    const special = this.#special(node)
    if (special !== undefined) return special
    const namespaced = node.target === undefined ? undefined : dottedName(node.target)
    const qualified = namespaced === undefined || this.#isVariable(namespaced) ? undefined : celFunctions.get(`${namespaced}.${node.name}`)
    const found = qualified ?? celFunctions.get(node.target === undefined ? node.name : `.${node.name}`)
    const operands = qualified !== undefined || node.target === undefined ? node.args : [node.target, ...node.args]
    const runs = operands.map((operand) => this.#compile(operand))
    if (found === undefined) throw undeclared(node.name, node.at)
    // What turns a literal into another type is worked out once by the API server.
    if (node.target === undefined && runs.length === 1 && isConstant(node.args[0]!) && conversions.has(node.name))
      return (evaluation, locals) => found(runs[0]!(evaluation, locals)) ?? noSuchOverload(node.name)
    return applied(node.name, qualified === undefined ? undefined : namespaced, found, runs)
  }

  #isVariable(name: string): boolean {
    const root = name.split('.')[0]!
    return this.#locals.includes(root) || this.#variables.has(root)
  }

  #special(node: Extract<CelNode, { kind: 'call' }>): Run | undefined {
    const { name, args, target } = node
    if (target === undefined) {
      if (name === '_&&_' || name === '_||_') return this.#logical(args, name === '_||_')
      if (name === '?:') return this.#conditional(args)
      if (name === '!_') return this.#not(args[0]!)
      if (name === '-_') return mapped(this.#compile(args[0]!), negate)
      if (name === 'has') return this.#has(node)
      const operator = binaryOperators.get(name)
      if (operator === undefined) return undefined
      return this.#binary(name, args, operator)
    }
    if (name === 'bind' && target.kind === 'name' && target.name === 'cel') return this.#bind(node)
    if (name === 'optMap' || name === 'optFlatMap') return this.#optMap(node, target)
    if (name === 'sortBy' && args.length === 2) return this.#sortBy(args, target)
    return this.#comprehension(node, target)
  }

  #binary(name: string, [first, second]: readonly CelNode[], operator: (left: CelValue, right: CelValue) => CelValue): Run {
    const [left, right] = [this.#compile(first!), this.#compile(second!)]
    if (name === '_in_') {
      const isSet = isConstant(second!)
      const isListed = second!.kind === 'list' || second!.kind === 'call'
      return (evaluation, locals) => {
        const value = left(evaluation, locals)
        const collection = right(evaluation, locals)
        evaluation.budget.spend(isSet ? 0 : isListed && isList(collection) ? collection.length : 1)
        return operator(value, collection)
      }
    }
    // Where both sides may be anything, the API server does not know what it adds up or compares.
    const isOpen = !/^_[=!]=_$/.test(name) && isAttribute(first!) && isAttribute(second!)
    return (evaluation, locals) => {
      const a = left(evaluation, locals)
      const b = right(evaluation, locals)
      evaluation.budget.spend(isOpen ? 1 : operatorCost(name, a, b))
      return operator(a, b)
    }
  }

  /** An error on one side does not matter where the other side decides. */
  #logical(args: readonly CelNode[], decisive: boolean): Run {
    const [left, right] = args.map((arg) => this.#compile(arg)) as [Run, Run]
    return (evaluation, locals) => {
      const first = attempt(left, evaluation, locals)
      if (first === decisive) return decisive
      const second = attempt(right, evaluation, locals)
      if (second === decisive) return decisive
      const error = decisiveError([first, second].filter((result) => result instanceof CelError))
      if (error !== undefined) throw error
      return typeof first === 'boolean' && typeof second === 'boolean' ? !decisive : noSuchOverload(decisive ? '||' : '&&')
    }
  }

  #conditional(args: readonly CelNode[]): Run {
    const [condition, yes, no] = args.map((arg) => this.#compile(arg)) as [Run, Run, Run]
    const [yesSaves, noSaves] = [isAttribute(args[1]!) ? 1 : 0, isAttribute(args[2]!) ? 1 : 0]
    return (evaluation, locals) => {
      const holds = condition(evaluation, locals)
      if (typeof holds !== 'boolean') return noSuchOverload(`${typeName(holds)} ? :`)
      evaluation.budget.spend(-(holds ? yesSaves : noSaves))
      return holds ? yes(evaluation, locals) : no(evaluation, locals)
    }
  }

  #not(operand: CelNode): Run {
    return mapped(this.#compile(operand), (value) => (typeof value === 'boolean' ? !value : noSuchOverload(`!${typeName(value)}`)))
  }

  #has({ args, at }: Extract<CelNode, { kind: 'call' }>): Run {
    const [selected] = args
    if (args.length !== 1 || selected?.kind !== 'select') throw new CelSyntaxError(message(problems.hasArgument, {}), at)
    const full = dottedName(selected)
    // The variables of a policy are fields that are always there.
    if (full !== undefined && this.#variables.has(full)) return () => true
    const of = this.#compile(selected.of)
    const { field } = selected
    const isStep = isAttribute(selected.of)
    return (evaluation, locals) => {
      const holder = of(evaluation, locals)
      evaluation.budget.spend(isStep ? 0 : 1)
      const value = holder instanceof CelOptional ? holder.value : holder
      if (value === undefined) return false
      if (!isMap(value) && !(value instanceof CelObject)) throw new CelError(`no such key: ${field}`)
      return isMap(value) ? value.has(field) : value.fields.has(field)
    }
  }

  #withLocals<T>(names: readonly string[], compile: (slots: readonly number[]) => T): T {
    const outer = this.#locals
    this.#locals = [...outer, ...names]
    const result = compile(names.map((_, index) => outer.length + index))
    this.#locals = outer
    return result
  }

  #localName(node: CelNode | undefined): string {
    if (node?.kind !== 'name') throw new CelSyntaxError(message(problems.notASimpleName, {}), node?.at ?? 0)
    return node.name
  }

  #bind({ args, at }: Extract<CelNode, { kind: 'call' }>): Run {
    if (args.length !== 3) throw undeclared('bind', at)
    const value = this.#compile(args[1]!)
    return this.#withLocals([this.#localName(args[0])], ([slot]) => {
      const body = this.#compile(args[2]!)
      return (evaluation, locals) => {
        locals[slot!] = value(evaluation, locals)
        return body(evaluation, locals)
      }
    })
  }

  #optMap({ args, name }: Extract<CelNode, { kind: 'call' }>, target: CelNode): Run {
    const of = this.#compile(target)
    return this.#withLocals([this.#localName(args[0])], ([slot]) => {
      const body = this.#compile(args[1]!)
      return (evaluation, locals) => {
        const optional = of(evaluation, locals)
        if (!(optional instanceof CelOptional)) return noSuchOverload(`${typeName(optional)}.${name}`)
        evaluation.budget.spend(optional.value === undefined ? 2 : 5)
        if (optional.value === undefined) return optional
        locals[slot!] = optional.value
        const result = body(evaluation, locals)
        return name === 'optMap' ? new CelOptional(result) : result
      }
    })
  }

  #sortBy(args: readonly CelNode[], target: CelNode): Run {
    const of = this.#compile(target)
    return this.#withLocals([this.#localName(args[0])], ([slot]) => sorted(of, this.#compile(args[1]!), slot!))
  }

  /** `all`, `exists`, `filter`, `map` and the like, with one variable or with two. */
  #comprehension({ name, args }: Extract<CelNode, { kind: 'call' }>, target: CelNode): Run | undefined {
    const shape = comprehensionShape(name, args)
    if (shape === undefined) return undefined
    const range = this.#compile(target)
    return this.#withLocals(
      shape.names.map((node) => this.#localName(node)),
      (slots) => {
        const parts = shape.parts.map((part) => this.#compile(part))
        const gather = gatherers[shape.macro]!(parts)
        return (evaluation, locals) => {
          const collection = range(evaluation, locals)
          return gather(evaluation, locals, bindings(collection, slots, locals), isMap(collection))
        }
      },
    )
  }
}

function undeclared(name: string, at: number): CelSyntaxError {
  return new CelSyntaxError(message(problems.undeclared, { name }), at)
}

/** A variable, or what steps lead to from one. */
function isAttribute(node: CelNode): boolean {
  if (node.kind === 'name') return true
  return (node.kind === 'select' || node.kind === 'index') && isAttribute(node.of)
}

/** A literal, or a list or map of them, which the API server makes once. */
function isConstant(node: CelNode): boolean {
  if (node.kind === 'literal') return true
  if (node.kind === 'list') return node.items.every(({ value, optional }) => !optional && isConstant(value))
  return node.kind === 'map' && node.entries.every(({ key, value, optional }) => !optional && isConstant(key) && isConstant(value))
}

const conversions = new Set(['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint'])
/** Functions on optional values that the API server counts as no call. */
const free = new Set(['or', 'orValue'])

function mapped(run: Run, apply: (value: CelValue) => CelValue): Run {
  return (evaluation, locals) => {
    const value = run(evaluation, locals)
    evaluation.budget.spend(1)
    return apply(value)
  }
}

function applied(name: string, namespace: string | undefined, call: CelFunction, operands: readonly Run[]): Run {
  const [costBefore, costAfter] = free.has(name) ? [() => 0, () => 0] : [callCost(name, namespace), resultCost(name)]
  return (evaluation, locals) => {
    const values = operands.map((operand) => operand(evaluation, locals))
    evaluation.budget.spend(costBefore(values))
    const result = call(...values)
    if (result === undefined) return noSuchOverload(`${name}(${values.map(typeName).join(', ')})`)
    evaluation.budget.spend(costAfter(result))
    return result
  }
}
