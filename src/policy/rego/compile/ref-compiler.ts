import { RegoError } from '../errors.ts'
import { computing, type Evaluation } from '../evaluation.ts'
import { compareValues, lookup, RegoObject, RegoSet, type Value } from '../values.ts'
import type { Getter, Look, Matcher, Step, ValueStep } from './closures.ts'
import type { DocumentNode, VirtualDocument } from './documents.ts'
import type { FunctionTable } from './functions.ts'
import { isGround } from './ground.ts'
import type { Node, RefNode } from './ir.ts'
import { TermCompiler } from './term-compiler.ts'

/** A step of a path: a key that is known, or a pattern that every key is tried with. */
type Access = { readonly key: Getter } | { readonly each: Matcher }

/** At a place below `data`: the virtual part, what base data lies there, or both. */
type TreeStep = (evaluation: Evaluation, frame: Parameters<Step>[1], node: DocumentNode | undefined, base: Value | undefined) => boolean

/** Compiles references: walks through documents, one solution for each way through. */
export abstract class RefCompiler extends TermCompiler {
  protected readonly tree: DocumentNode

  constructor(tree: DocumentNode, functions: FunctionTable, slots: number, traced: boolean) {
    super(functions, slots, traced)
    this.tree = tree
  }

  /** Runs `then` with the value at the end of each way. Marks the variables of the path as bound before `then` is made. */
  protected compileWalk(node: RefNode, bound: Set<number>, makeThen: () => ValueStep): Step {
    if (node.root === 'data') return this.#compileDataWalk(node.path, bound, makeThen)
    const rootOf: Getter = node.root === 'input' ? (evaluation) => evaluation.input : this.compileGetter(node.root, bound)
    const accesses = this.#accesses(node.path, bound)
    const walk = valueSteps(accesses, makeThen(), this.look)[0]!
    return (evaluation, frame) => {
      const root = rootOf(evaluation, frame)
      return root !== undefined && walk(evaluation, frame, root)
    }
  }

  #accesses(path: readonly Node[], bound: Set<number>): readonly Access[] {
    return path.map((step) =>
      isGround(step, bound) ? { key: this.compileGetter(step, bound) } : { each: this.compileMatcher(step, bound) },
    )
  }

  #compileDataWalk(path: readonly Node[], bound: Set<number>, makeThen: () => ValueStep): Step {
    const accesses = this.#accesses(path, bound)
    const values = valueSteps(accesses, makeThen(), this.look)
    const walk = treeSteps(accesses, values)[0]!
    const root = this.tree
    const { node, depth } = this.#follow(path)
    const general: Step = (evaluation, frame) => walk(evaluation, frame, root, evaluation.data)
    if (node?.document === undefined || node.document.kind === 'function') return general
    const { document } = node
    const rest = values[depth]!
    return (evaluation, frame) => {
      if (evaluation.hidden !== undefined) return general(evaluation, frame)
      const value = readDocument(evaluation, document)
      return value !== undefined && rest(evaluation, frame, value)
    }
  }

  protected override compileDataRef(node: RefNode, bound: ReadonlySet<number>): Getter {
    const { node: found, depth } = this.#follow(node.path)
    const document = found?.document
    if (document?.kind === 'function') return () => undefined
    const slot = this.newSlot()
    const general = this.#compileDataWalk(node.path, new Set(bound), () => (_, frame, value) => {
      frame[slot] = value
      return true
    })
    const byWalk: Getter = (evaluation, frame) => {
      frame[slot] = undefined
      general(evaluation, frame)
      return frame[slot] as Value | undefined
    }
    if (document === undefined) return byWalk
    const getters = node.path.slice(depth).map((step) => this.compileGetter(step, bound))
    const { look } = this
    return (evaluation, frame) => {
      if (evaluation.hidden !== undefined) return byWalk(evaluation, frame)
      let value = readDocument(evaluation, document)
      for (const getter of getters) {
        if (value === undefined) return undefined
        const key = getter(evaluation, frame)
        value = key === undefined ? undefined : look(value, key, evaluation)
      }
      return value
    }
  }

  /** As far as the path is constant and leads through the tree, up to the first document. */
  #follow(path: readonly Node[]): { readonly node: DocumentNode | undefined; readonly depth: number } {
    let node: DocumentNode | undefined = this.tree
    let depth = 0
    for (const step of path) {
      if (node === undefined || node.document !== undefined) break
      node = step.kind === 'value' && typeof step.value === 'string' ? node.children.get(step.value) : undefined
      depth++
    }
    return { node, depth }
  }
}

/** For each position of the path what to do with the value there; one more for its end. */
function valueSteps(accesses: readonly Access[], then: ValueStep, look: Look): readonly ValueStep[] {
  const steps: ValueStep[] = [then]
  for (const access of accesses.toReversed()) steps.unshift(valueStep(access, steps[0]!, look))
  return steps
}

function valueStep(access: Access, next: ValueStep, look: Look): ValueStep {
  if ('key' in access) {
    const { key: keyOf } = access
    return (evaluation, frame, value) => {
      const key = keyOf(evaluation, frame)
      const member = key === undefined ? undefined : look(value, key, evaluation)
      return member !== undefined && next(evaluation, frame, member)
    }
  }
  return look === lookup ? enumeration(access.each, next) : tracedEnumeration(access.each, next, look)
}

function enumeration(each: Matcher, next: ValueStep): ValueStep {
  return (evaluation, frame, value) => {
    const { budget } = evaluation
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        budget.step()
        if (each(evaluation, frame, index) && next(evaluation, frame, value[index] as Value)) return true
      }
    } else if (value instanceof RegoObject) {
      for (const key of value.keys()) {
        budget.step()
        if (each(evaluation, frame, key) && next(evaluation, frame, value.get(key)!)) return true
      }
    } else if (value instanceof RegoSet) {
      for (const member of value.members()) {
        budget.step()
        if (each(evaluation, frame, member) && next(evaluation, frame, member)) return true
      }
    }
    return false
  }
}

/** The same, forgetting after each element what was read on its way. */
function tracedEnumeration(each: Matcher, next: ValueStep, look: Look): ValueStep {
  return (evaluation, frame, value) => {
    const trace = evaluation.trace!
    for (const key of keysOfValue(value)) {
      evaluation.budget.step()
      const mark = trace.mark()
      if (each(evaluation, frame, key) && next(evaluation, frame, look(value, key, evaluation)!)) return true
      trace.reset(mark)
    }
    return false
  }
}

function keysOfValue(value: Value): Iterable<Value> {
  if (Array.isArray(value)) return value.keys()
  if (value instanceof RegoObject) return value.keys()
  return value instanceof RegoSet ? value.members() : []
}

function treeSteps(accesses: readonly Access[], values: readonly ValueStep[]): readonly TreeStep[] {
  const atEnd: TreeStep = (evaluation, frame, node, base) => {
    const value = extent(evaluation, node, base)
    return value !== undefined && values.at(-1)!(evaluation, frame, value)
  }
  const steps = [atEnd]
  for (let index = accesses.length - 1; index >= 0; index--) steps.unshift(treeStep(accesses[index]!, values[index]!, steps[0]!))
  return steps
}

function treeStep(access: Access, asValue: ValueStep, next: TreeStep): TreeStep {
  return (evaluation, frame, node, base) => {
    if (node === undefined || evaluation.hidden?.has(node) === true) {
      if (base === undefined) return false
      if (!('key' in access)) return asValue(evaluation, frame, base)
      const key = access.key(evaluation, frame)
      const member = key === undefined ? undefined : lookupBase(base, key)
      return member !== undefined && next(evaluation, frame, undefined, member)
    }
    if (node.document !== undefined) {
      const value = node.document.kind === 'function' ? undefined : readDocument(evaluation, node.document)
      return value !== undefined && asValue(evaluation, frame, value)
    }
    const step = (key: Value): boolean =>
      next(
        evaluation,
        frame,
        typeof key === 'string' ? node.children.get(key) : undefined,
        base === undefined ? undefined : lookupBase(base, key),
      )
    if ('key' in access) {
      const key = access.key(evaluation, frame)
      return key !== undefined && step(key)
    }
    for (const key of keysOf(node, base)) {
      evaluation.budget.step()
      if (access.each(evaluation, frame, key) && step(key)) return true
    }
    return false
  }
}

/** Base data is stored as JSON, where keys are strings: `data.ports[80]` finds the member `"80"`. */
function lookupBase(base: Value, key: Value): Value | undefined {
  return lookup(base, typeof key === 'number' && base instanceof RegoObject ? String(key) : key)
}

function keysOf(node: DocumentNode, base: Value | undefined): readonly Value[] {
  const keys = new Set<Value>(base instanceof RegoObject ? base.keys() : [])
  for (const name of node.children.keys()) keys.add(name)
  return [...keys].sort(compareValues)
}

/** Everything at and below a place of `data` as one value. */
function extent(evaluation: Evaluation, node: DocumentNode | undefined, base: Value | undefined): Value | undefined {
  if (node === undefined || evaluation.hidden?.has(node) === true) return base
  if (node.document !== undefined) return node.document.kind === 'function' ? undefined : readDocument(evaluation, node.document)
  const object = new RegoObject(base instanceof RegoObject ? base.entries() : [])
  for (const [name, child] of node.children) {
    const value = extent(evaluation, child, object.get(name))
    if (value !== undefined) object.set(name, value)
  }
  return object
}

/** The value of a virtual document, computed once in each evaluation. */
export function readDocument(evaluation: Evaluation, document: VirtualDocument): Value | undefined {
  const cached = evaluation.cache[document.id]
  if (cached !== undefined) {
    if (cached === computing) throw new RegoError('rego_recursion_error', `rule ${document.name} is recursive`)
    return cached.value
  }
  evaluation.cache[document.id] = computing
  evaluation.budget.enter()
  const { trace } = evaluation
  const value = trace === undefined ? document.evaluate(evaluation) : trace.keeping(() => document.evaluate(evaluation))
  evaluation.budget.leave()
  evaluation.cache[document.id] = { value }
  return value
}
