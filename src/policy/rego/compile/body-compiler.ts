import { RegoError } from '../errors.ts'
import { equalValues, RegoObject, RegoSet, type Value } from '../values.ts'
import type { Getter, Step, ValueStep } from './closures.ts'
import { isGround, isRelation, liftFrom } from './ground.ts'
import { localNode, type CallNode, type ComprehensionNode, type Modifier, type Node, type RefNode, type Statement } from './ir.ts'
import { compileModifiers } from './modifiers.ts'
import { RefCompiler } from './ref-compiler.ts'
import { decompose, orderStatements, type Pair } from './safety.ts'

const enough: Step = () => true

/** Compiles bodies: each statement calls what follows it once for each of its solutions. */
export class BodyCompiler extends RefCompiler {
  /** `makeThen` is called when all variables of the body are marked as bound. */
  compileBody(statements: readonly Statement[], bound: Set<number>, makeThen: () => Step): Step {
    const ordered = orderStatements(statements, bound)
    const from = (index: number): Step => {
      const statement = ordered[index]
      return statement === undefined ? makeThen() : this.#compileStatement(statement, bound, () => from(index + 1))
    }
    return from(0)
  }

  #compileStatement(statement: Statement, bound: Set<number>, makeNext: () => Step): Step {
    const step = this.#compileUntraced(statement, bound, makeNext)
    if (!this.traced) return step
    return (evaluation, frame) => {
      const mark = evaluation.trace!.mark()
      const isEnough = step(evaluation, frame)
      evaluation.trace!.reset(mark)
      return isEnough
    }
  }

  #compileUntraced(statement: Statement, bound: Set<number>, makeNext: () => Step): Step {
    if (statement.modifiers.length > 0) return this.#compileModified(statement, bound, makeNext)
    if (statement.negated) return this.#compileNegated(statement, bound, makeNext)
    switch (statement.kind) {
      case 'term':
        return this.#compileTerm(statement.term, bound, makeNext)
      case 'unify':
        return this.#compileUnify(statement, bound, makeNext)
      case 'call':
        return this.#compileCallStatement(statement, bound, makeNext)
      case 'every':
        return this.#compileEvery(statement, bound, makeNext)
    }
  }

  /**
   * Runs the steps that give the parts of a term with several values their value, then `make` with what is left of it.
   * The parts that have one value stay in place.
   */
  #lifting(nodes: readonly Node[], bound: Set<number>, make: (nodes: readonly Node[]) => Step, also?: (node: Node) => boolean): Step {
    const lifts: { readonly slot: number; readonly node: Node }[] = []
    const seen = new Set(bound)
    const rest = nodes.map((node) =>
      liftFrom(
        node,
        (candidate) => {
          if (also?.(candidate) === true) return true
          if (isGround(candidate, seen)) return false
          for (const slot of localsIn(candidate)) seen.add(slot)
          return true
        },
        (lifted) => {
          const slot = this.newSlot()
          seen.add(slot)
          lifts.push({ slot, node: lifted })
          return localNode(slot, '')
        },
        false,
      ),
    )
    const from = (index: number): Step => {
      const lift = lifts[index]
      return lift === undefined ? make(rest) : this.#compileBinding(lift.slot, lift.node, bound, () => from(index + 1))
    }
    return from(0)
  }

  #compileBinding(slot: number, node: Node, bound: Set<number>, makeNext: () => Step): Step {
    const makeThen = (): ValueStep => {
      bound.add(slot)
      const next = makeNext()
      return (evaluation, frame, value) => {
        frame[slot] = value
        return next(evaluation, frame)
      }
    }
    if (isWalked(node, bound)) return this.#compileEach(node, bound, makeThen)
    return withValue(this.compileGetter(node, bound), makeThen())
  }

  #compileTerm(term: Node, bound: Set<number>, makeNext: () => Step): Step {
    return this.#liftInside(term, bound, (node) => {
      const makeThen = (): ValueStep => {
        const next = makeNext()
        return (evaluation, frame, value) => value !== false && next(evaluation, frame)
      }
      if (isWalked(node, bound)) return this.#compileEach(node, bound, makeThen)
      return withValue(this.compileGetter(node, bound), makeThen())
    })
  }

  /** Lifts what has several values out of a term but not the term itself, where that is a reference. */
  #liftInside(term: Node, bound: Set<number>, make: (node: Node) => Step): Step {
    if (term.kind !== 'ref') return this.#lifting([term], bound, ([node]) => make(node!))
    const roots = typeof term.root === 'string' ? [] : [term.root]
    return this.#lifting([...roots, ...term.path], bound, (parts) => {
      const root = typeof term.root === 'string' ? term.root : parts[0]!
      return make({ ...term, root, path: parts.slice(roots.length) })
    })
  }

  #compileUnify({ left, right, at }: Extract<Statement, { kind: 'unify' }>, bound: Set<number>, makeNext: () => Step): Step {
    return this.#liftInside(left, bound, (first) =>
      this.#liftInside(right, bound, (second) => this.#compilePairs([[first, second]], at, bound, makeNext)),
    )
  }

  /** Unifies pair after pair, each when one of its sides has a value. */
  #compilePairs(pairs: readonly Pair[], at: Statement['at'], bound: Set<number>, makeNext: () => Step): Step {
    if (pairs.length === 0) return makeNext()
    for (const [index, [left, right]] of pairs.entries()) {
      const rest = pairs.toSpliced(index, 1)
      const goOn = (): Step => this.#compilePairs(rest, at, bound, makeNext)
      if (isGround(left, bound)) return this.#compileMatch(left, right, bound, goOn)
      if (isGround(right, bound)) return this.#compileMatch(right, left, bound, goOn)
      const walked = isWalked(left, bound) ? left : isWalked(right, bound) ? right : undefined
      if (walked === undefined) continue
      const other = walked === left ? right : left
      return this.#compileEach(walked, bound, () => this.#matching(other, bound, goOn))
    }
    return this.#compileDecomposed(pairs, at, bound, makeNext)
  }

  #compileDecomposed(pairs: readonly Pair[], at: Statement['at'], bound: Set<number>, makeNext: () => Step): Step {
    const parts: Pair[] = []
    for (const [left, right] of pairs) {
      const found = decompose(left, right)
      if (found === undefined) {
        for (const slot of [...localsIn(left), ...localsIn(right)]) bound.add(slot)
        makeNext()
        return () => false
      }
      parts.push(...found)
    }
    if (parts.every((part) => pairs.includes(part)) || parts.length === pairs.length)
      if (parts.every(([left], index) => left === pairs[index]![0]))
        throw new RegoError('rego_unsafe_var_error', 'expression is unsafe', at)
    return this.#compilePairs(parts, at, bound, makeNext)
  }

  /** `read` has a value; `pattern` is matched with it. */
  #compileMatch(read: Node, pattern: Node, bound: Set<number>, makeNext: () => Step): Step {
    const valueOf = this.compileGetter(read, bound)
    if (isWalked(pattern, bound)) {
      const slot = this.newSlot()
      const walk = this.#compileEach(pattern, bound, () => {
        const next = makeNext()
        return (evaluation, frame, value) => equalValues(frame[slot] as Value, value) && next(evaluation, frame)
      })
      return withValue(valueOf, (evaluation, frame, value) => {
        frame[slot] = value
        return walk(evaluation, frame)
      })
    }
    return withValue(valueOf, this.#matching(pattern, bound, makeNext))
  }

  #matching(pattern: Node, bound: Set<number>, makeNext: () => Step): ValueStep {
    if (isWalked(pattern, bound)) {
      const slot = this.newSlot()
      bound.add(slot)
      const match = this.#compileMatch(localNode(slot, ''), pattern, bound, makeNext)
      return (evaluation, frame, value) => {
        frame[slot] = value
        return match(evaluation, frame)
      }
    }
    const matches = this.compileMatcher(pattern, bound)
    const next = makeNext()
    return (evaluation, frame, value) => matches(evaluation, frame, value) && next(evaluation, frame)
  }

  #compileCallStatement({ call, output }: Extract<Statement, { kind: 'call' }>, bound: Set<number>, makeNext: () => Step): Step {
    return this.#lifting(call.args, bound, (args) => {
      const node: CallNode = { ...call, args }
      if (isRelation(node))
        return this.#compileRelation(node, bound, () =>
          output === undefined ? ignoring(makeNext()) : this.#matching(output, bound, makeNext),
        )
      const valueOf = this.compileCall(node, bound)
      if (output !== undefined) return withValue(valueOf, this.#matching(output, bound, makeNext))
      const next = makeNext()
      return withValue(valueOf, (evaluation, frame, value) => value !== false && next(evaluation, frame))
    })
  }

  /** Runs what follows for each value of a term that has several. */
  #compileEach(node: RefNode | CallNode, bound: Set<number>, makeThen: () => ValueStep): Step {
    return node.kind === 'ref' ? this.compileWalk(node, bound, makeThen) : this.#compileRelation(node, bound, makeThen)
  }

  /** The built-in gives its results as an array, and each is a solution. */
  #compileRelation(node: CallNode, bound: Set<number>, makeThen: () => ValueStep): Step {
    const resultsOf = this.compileCall(node, bound)
    const each = makeThen()
    return withValue(resultsOf, (evaluation, frame, results) => {
      for (const result of results as readonly Value[]) {
        evaluation.budget.step()
        if (each(evaluation, frame, result)) return true
      }
      return false
    })
  }

  /** What is read in there belongs to the reasons, whether it led to a solution or not. */
  #keeping(step: Step): Step {
    return this.traced ? (evaluation, frame) => evaluation.trace!.keeping(() => step(evaluation, frame)) : step
  }

  #compileNegated(statement: Statement, bound: Set<number>, makeNext: () => Step): Step {
    const positive = { ...statement, negated: false }
    const negate = (inner: Statement): Step => {
      const attempt = this.#keeping(this.#compileStatement(inner, new Set(bound), () => enough))
      const next = makeNext()
      return (evaluation, frame) => !attempt(evaluation, frame) && next(evaluation, frame)
    }
    // OPA evaluates the references in operands before the negation: where one is undefined, so is the whole.
    const isLookup = (node: Node): boolean => node.kind === 'ref' || node.kind === 'call'
    if (positive.kind === 'call')
      return this.#lifting(positive.call.args, bound, (args) => negate({ ...positive, call: { ...positive.call, args } }), isLookup)
    if (positive.kind === 'term') return this.#liftOperand(positive.term, bound, isLookup, (term) => negate({ ...positive, term }))
    if (positive.kind === 'unify')
      return this.#liftOperand(positive.left, bound, isLookup, (left) =>
        this.#liftOperand(positive.right, bound, isLookup, (right) => negate({ ...positive, left, right })),
      )
    return negate(positive)
  }

  #liftOperand(term: Node, bound: Set<number>, isLookup: (node: Node) => boolean, make: (node: Node) => Step): Step {
    if (term.kind !== 'ref') return this.#lifting([term], bound, ([node]) => make(node!), isLookup)
    return this.#lifting(term.path, bound, (path) => make({ ...term, path }), isLookup)
  }

  #compileEvery(statement: Extract<Statement, { kind: 'every' }>, bound: Set<number>, makeNext: () => Step): Step {
    return this.#lifting([statement.domain], bound, ([domain]) => {
      const domainOf = this.compileGetter(domain!, bound)
      const { key, value } = statement
      const inner = new Set(bound)
      inner.add(value.slot)
      if (key !== undefined) inner.add(key.slot)
      const holds = this.#keeping(this.compileBody(statement.body, inner, () => enough))
      const next = makeNext()
      return (evaluation, frame) => {
        const collection = domainOf(evaluation, frame)
        if (collection === undefined || typeof collection !== 'object' || collection === null) return false
        for (const [itemKey, item] of entriesOf(collection)) {
          evaluation.budget.step()
          frame[value.slot] = item
          if (key !== undefined) frame[key.slot] = itemKey
          if (!holds(evaluation, frame)) return false
        }
        return next(evaluation, frame)
      }
    })
  }

  /** The values of the modifiers are read outside, the statement runs inside, what follows it outside again. */
  #compileModified(statement: Statement, bound: Set<number>, makeNext: () => Step): Step {
    const values = statement.modifiers.map(modifierValue)
    return this.#lifting(
      values.filter((value) => value !== undefined),
      bound,
      (lifted) => {
        const rest = [...lifted]
        const getters = values.map((value) => (value === undefined ? undefined : this.compileGetter(rest.shift()!, bound)))
        const open = compileModifiers(statement.modifiers, getters, this.functions, this.tree)
        const inner = this.#compileStatement({ ...statement, modifiers: [] }, bound, () => {
          const next = makeNext()
          return (evaluation, frame) => next(evaluation.outer!, frame)
        })
        return (evaluation, frame) => {
          const opened = open(evaluation, frame)
          return opened !== undefined && inner(opened, frame)
        }
      },
    )
  }

  protected override compileComprehension(node: ComprehensionNode, bound: ReadonlySet<number>): Getter {
    const { slot, of } = node
    const inner = new Set(bound)
    const body = this.compileBody(node.body, inner, () => {
      const keyOf = node.key === undefined ? undefined : this.compileGetter(node.key, inner)
      const valueOf = this.compileGetter(node.value, inner)
      if (of === 'array') return gather(slot, valueOf, (items, value) => (items as Value[]).push(value))
      if (of === 'set') return gather(slot, valueOf, (set, value) => (set as RegoSet).add(value))
      return gatherEntries(slot, keyOf!, valueOf, node.at)
    })
    const run = this.#keeping(body)
    const create = of === 'array' ? () => [] : of === 'set' ? () => new RegoSet() : () => new RegoObject()
    return (evaluation, frame) => {
      frame[slot] = create()
      run(evaluation, frame)
      return frame[slot] as Value
    }
  }
}

function isWalked(node: Node, bound: ReadonlySet<number>): node is RefNode | CallNode {
  return (node.kind === 'ref' && !isGround(node, bound)) || (node.kind === 'call' && isRelation(node))
}

function withValue(valueOf: Getter, then: ValueStep): Step {
  return (evaluation, frame) => {
    const value = valueOf(evaluation, frame)
    return value !== undefined && then(evaluation, frame, value)
  }
}

const ignoring =
  (next: Step): ValueStep =>
  (evaluation, frame) =>
    next(evaluation, frame)

function gather(slot: number, valueOf: Getter, add: (gathered: unknown, value: Value) => void): Step {
  return (evaluation, frame) => {
    const value = valueOf(evaluation, frame)
    if (value === undefined) return false
    evaluation.budget.produce(1)
    add(frame[slot], value)
    return false
  }
}

function gatherEntries(slot: number, keyOf: Getter, valueOf: Getter, at: Statement['at']): Step {
  return (evaluation, frame) => {
    const key = keyOf(evaluation, frame)
    const value = key === undefined ? undefined : valueOf(evaluation, frame)
    if (value === undefined) return false
    const object = frame[slot] as RegoObject
    const present = object.get(key!)
    if (present !== undefined && !equalValues(present, value)) throw new RegoError('eval_conflict_error', 'object keys must be unique', at)
    evaluation.budget.produce(1)
    object.set(key!, value)
    return false
  }
}

function* entriesOf(collection: readonly Value[] | RegoObject | RegoSet): Iterable<readonly [Value, Value]> {
  if (collection instanceof RegoObject) yield* collection.entries()
  else if (collection instanceof RegoSet) for (const member of collection.members()) yield [member, member]
  else yield* collection.entries()
}

function modifierValue(modifier: Modifier): Node | undefined {
  if (modifier.kind !== 'function') return modifier.value
  return 'kind' in modifier.by ? modifier.by : undefined
}

function* localsIn(node: Node): Generator<number> {
  switch (node.kind) {
    case 'local':
      yield node.slot
      return
    case 'array':
    case 'set':
      for (const item of node.items) yield* localsIn(item)
      return
    case 'object':
      for (const entry of node.entries) for (const item of entry) yield* localsIn(item)
      return
    case 'ref':
      if (typeof node.root !== 'string') yield* localsIn(node.root)
      for (const step of node.path) yield* localsIn(step)
      return
    case 'call':
      for (const arg of node.args) yield* localsIn(arg)
      return
    case 'value':
    case 'comprehension':
  }
}
