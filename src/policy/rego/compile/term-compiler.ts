import { compareValues, equalValues, lookup, RegoObject, RegoSet, type Value } from '../values.ts'
import type { Frame, Getter, Look, Matcher } from './closures.ts'
import type { FunctionTable } from './functions.ts'
import { isConstant, isGround } from './ground.ts'
import type { CallNode, ComprehensionNode, Node, RefNode } from './ir.ts'

/** Compiles terms whose variables all have values, and patterns that give variables values. */
export abstract class TermCompiler {
  protected readonly functions: FunctionTable
  /** Whether the code notes what it reads, for explanations. */
  protected readonly traced: boolean
  protected readonly look: Look
  #slots: number

  constructor(functions: FunctionTable, slots: number, traced: boolean) {
    this.functions = functions
    this.traced = traced
    this.look = traced ? (value, key, evaluation) => evaluation.trace!.read(value, key) : lookup
    this.#slots = slots
  }

  /** The size that frames must have, once everything has been compiled. */
  get slots(): number {
    return this.#slots
  }

  protected newSlot(): number {
    return this.#slots++
  }

  protected abstract compileDataRef(node: RefNode, bound: ReadonlySet<number>): Getter
  protected abstract compileComprehension(node: ComprehensionNode, bound: ReadonlySet<number>): Getter

  compileGetter(node: Node, bound: ReadonlySet<number>): Getter {
    switch (node.kind) {
      case 'value': {
        const { value } = node
        return () => value
      }
      case 'local': {
        const { slot } = node
        return (_, frame) => frame[slot] as Value
      }
      case 'array':
      case 'set':
      case 'object':
        return this.#compileComposite(node, bound)
      case 'ref':
        return node.root === 'data' ? this.compileDataRef(node, bound) : this.#compileRef(node, bound)
      case 'call':
        return this.compileCall(node, bound)
      case 'comprehension':
        return this.compileComprehension(node, bound)
    }
  }

  #compileComposite(node: Extract<Node, { kind: 'array' | 'set' | 'object' }>, bound: ReadonlySet<number>): Getter {
    const getter = node.kind === 'object' ? this.#compileObject(node, bound) : this.#compileItems(node, bound)
    if (!isConstant(node)) return getter
    // Nothing in it depends on the frame or the evaluation.
    const value = getter(undefined as never, [])
    return () => value
  }

  #compileItems(node: Extract<Node, { kind: 'array' | 'set' }>, bound: ReadonlySet<number>): Getter {
    const getters = node.items.map((item) => this.compileGetter(item, bound))
    const isSet = node.kind === 'set'
    return (evaluation, frame) => {
      const items: Value[] = []
      for (const getter of getters) {
        const item = getter(evaluation, frame)
        if (item === undefined) return undefined
        items.push(item)
      }
      return isSet ? new RegoSet(items) : items
    }
  }

  #compileObject(node: Extract<Node, { kind: 'object' }>, bound: ReadonlySet<number>): Getter {
    const getters = node.entries.map(([key, value]) => [this.compileGetter(key, bound), this.compileGetter(value, bound)] as const)
    return (evaluation, frame) => {
      const object = new RegoObject()
      for (const [keyOf, valueOf] of getters) {
        const key = keyOf(evaluation, frame)
        const value = key === undefined ? undefined : valueOf(evaluation, frame)
        if (value === undefined) return undefined
        object.set(key!, value)
      }
      return object
    }
  }

  #compileRef(node: RefNode, bound: ReadonlySet<number>): Getter {
    const rootOf: Getter = node.root === 'input' ? (evaluation) => evaluation.input : this.compileGetter(node.root as Node, bound)
    const keys = node.path.map((step) => (step.kind === 'value' ? step.value : undefined))
    if (keys.every((key) => key !== undefined)) return constantPath(rootOf, keys, this.look)
    const getters = node.path.map((step) => this.compileGetter(step, bound))
    const { look } = this
    return (evaluation, frame) => {
      let value = rootOf(evaluation, frame)
      for (const getter of getters) {
        if (value === undefined) return undefined
        const key = getter(evaluation, frame)
        value = key === undefined ? undefined : look(value, key, evaluation)
      }
      return value
    }
  }

  protected compileCall(node: CallNode, bound: ReadonlySet<number>): Getter {
    const getters = node.args.map((arg) => this.compileGetter(arg, bound))
    return operatorCall(node, getters) ?? this.functions.compileCall(node, getters)
  }

  /** Marks the variables that the pattern gives values to as bound. */
  compileMatcher(pattern: Node, bound: Set<number>): Matcher {
    if (pattern.kind === 'local' && !bound.has(pattern.slot)) {
      const { slot } = pattern
      if (pattern.name === '_') return () => true
      bound.add(slot)
      return (_, frame, value) => {
        frame[slot] = value
        return true
      }
    }
    if (pattern.kind === 'array' && !isGround(pattern, bound)) return this.#compileArrayMatcher(pattern.items, bound)
    if (pattern.kind === 'object' && !isGround(pattern, bound)) return this.#compileObjectMatcher(pattern.entries, bound)
    const getter = this.compileGetter(pattern, bound)
    return (evaluation, frame, value) => {
      const wanted = getter(evaluation, frame)
      return wanted !== undefined && equalValues(wanted, value)
    }
  }

  #compileArrayMatcher(items: readonly Node[], bound: Set<number>): Matcher {
    const matchers = items.map((item) => this.compileMatcher(item, bound))
    return (evaluation, frame, value) => {
      if (!Array.isArray(value) || value.length !== matchers.length) return false
      for (let index = 0; index < matchers.length; index++) if (!matchers[index]!(evaluation, frame, value[index] as Value)) return false
      return true
    }
  }

  #compileObjectMatcher(entries: readonly (readonly [Node, Node])[], bound: Set<number>): Matcher {
    const matchers = entries.map(([key, value]) => [this.compileGetter(key, bound), this.compileMatcher(value, bound)] as const)
    return (evaluation, frame, value) => {
      if (!(value instanceof RegoObject) || value.size !== matchers.length) return false
      for (const [keyOf, matches] of matchers) {
        const key = keyOf(evaluation, frame)
        const member = key === undefined ? undefined : value.get(key)
        if (member === undefined || !matches(evaluation, frame, member)) return false
      }
      return true
    }
  }
}

function constantPath(rootOf: Getter, keys: readonly Value[], look: Look): Getter {
  const [first, second] = keys
  if (first === undefined) return rootOf
  if (second === undefined)
    return (evaluation, frame) => {
      const root = rootOf(evaluation, frame)
      return root === undefined ? undefined : look(root, first, evaluation)
    }
  return (evaluation, frame) => {
    let value = rootOf(evaluation, frame)
    for (let index = 0; index < keys.length && value !== undefined; index++) value = look(value, keys[index]!, evaluation)
    return value
  }
}

type Comparison = (order: number) => boolean

const comparisons: Readonly<Record<string, Comparison>> = {
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
}

/** Comparisons and sums of small numbers without the cost of a call, unless `with` has replaced the operator. */
function operatorCall({ callee, args }: CallNode, getters: readonly Getter[]): Getter | undefined {
  if (!('builtin' in callee) || args.length !== 2) return undefined
  const [leftOf, rightOf] = getters as [Getter, Getter]
  const compare = comparisons[callee.builtin]
  const binary = (apply: (left: Value, right: Value) => Value): Getter => {
    return (evaluation, frame: Frame) => {
      const left = leftOf(evaluation, frame)
      const right = left === undefined ? undefined : rightOf(evaluation, frame)
      if (right === undefined) return undefined
      const replacement = evaluation.replaced?.get(callee.builtin)
      return replacement === undefined ? apply(left!, right) : replacement([left!, right])
    }
  }
  if (compare !== undefined) return binary((left, right) => compare(compareValues(left, right)))
  if (callee.builtin === 'equal') return binary(equalValues)
  if (callee.builtin === 'neq') return binary((left, right) => !equalValues(left, right))
  return undefined
}
