import { RegoError } from '../errors.ts'
import type { Node, Statement } from './ir.ts'

/**
 * The statements in an order in which every variable has a value before it is needed: each as early as it can run,
 * otherwise as written. This is OPA's own order, on which it depends what is evaluated at all.
 *
 * @throws {RegoError} `rego_unsafe_var_error` for a variable that nothing gives a value to
 */
export function orderStatements(statements: readonly Statement[], bound: ReadonlySet<number>): readonly Statement[] {
  const known = new Set(bound)
  const ordered: Statement[] = []
  let waiting = statements
  while (waiting.length > 0) {
    const still: Statement[] = []
    for (const statement of waiting) {
      const outputs = new Set<number>()
      if (missing(statement, known, outputs) === undefined) {
        ordered.push(statement)
        for (const slot of outputs) known.add(slot)
      } else still.push(statement)
    }
    if (still.length === waiting.length) throw unsafe(still[0]!, known)
    waiting = still
  }
  return ordered
}

function unsafe(statement: Statement, known: ReadonlySet<number>): RegoError {
  return new RegoError('rego_unsafe_var_error', `var ${missing(statement, known, new Set())} is unsafe`, statement.at)
}

type Slots = ReadonlySet<number>

/** The name of a variable that the statement needs and nobody has bound yet; what it binds itself goes to `outputs`. */
function missing(statement: Statement, known: Slots, outputs: Set<number>): string | undefined {
  for (const modifier of statement.modifiers) {
    if (modifier.kind === 'function' && !('kind' in modifier.by)) continue
    const lack = needs(modifier.kind === 'function' ? (modifier.by as Node) : modifier.value, known, outputs)
    if (lack !== undefined) return lack
  }
  if (statement.negated) return lackOfNegated(statement, known)
  switch (statement.kind) {
    case 'term':
      return needs(statement.term, known, outputs)
    case 'unify':
      return statement.binds
        ? unifyNeeds(statement.left, statement.right, known, outputs)
        : (needs(statement.left, known, outputs) ?? needs(statement.right, known, outputs))
    case 'call': {
      for (const arg of statement.call.args) {
        const lack = needs(arg, known, outputs)
        if (lack !== undefined) return lack
      }
      return statement.output === undefined ? undefined : patternNeeds(statement.output, known, outputs)
    }
    case 'every':
      return needs(statement.domain, known, outputs) ?? freeNeeds(statement.free, known)
  }
}

function lackOfNegated(statement: Statement, known: Slots): string | undefined {
  const outputs = new Set<number>()
  const positive = { ...statement, negated: false, modifiers: [] }
  const lack = missing(positive, known, outputs)
  if (lack !== undefined) return lack
  // A negated expression gives nothing a value: what it would bind must be bound already.
  for (const slot of outputs) if (!known.has(slot)) return nameOf(statement, slot)
  return undefined
}

function nameOf(statement: Statement, slot: number): string {
  let name = '_'
  const visit = (node: Node): void => {
    if (node.kind === 'local' && node.slot === slot) name = node.name
    else if (node.kind === 'ref') node.path.forEach(visit)
    else if (node.kind === 'array' || node.kind === 'set') node.items.forEach(visit)
    else if (node.kind === 'object') node.entries.forEach((entry) => entry.forEach(visit))
    else if (node.kind === 'call') node.args.forEach(visit)
  }
  if (statement.kind === 'term') visit(statement.term)
  else if (statement.kind === 'unify') [statement.left, statement.right].forEach(visit)
  else if (statement.kind === 'call') visit(statement.call)
  return name
}

function freeNeeds(free: Slots, known: Slots): string | undefined {
  for (const slot of free) if (!known.has(slot)) return 'in a nested body'
  return undefined
}

/** For terms that are read. Variables in the path of a reference get their values from it. */
function needs(node: Node, known: Slots, outputs: Set<number>): string | undefined {
  switch (node.kind) {
    case 'value':
      return undefined
    case 'local':
      return known.has(node.slot) || outputs.has(node.slot) ? undefined : node.name
    case 'array':
    case 'set':
      return firstLack(node.items, (item) => needs(item, known, outputs))
    case 'object':
      return firstLack(node.entries.flat(), (item) => needs(item, known, outputs))
    case 'ref':
      return (
        (typeof node.root === 'string' ? undefined : needs(node.root, known, outputs)) ??
        firstLack(node.path, (step) => patternNeeds(step, known, outputs))
      )
    case 'call':
      return firstLack(node.args, (arg) => needs(arg, known, outputs))
    case 'comprehension':
      return freeNeeds(node.free, known)
  }
}

/** For terms that are matched with a value: their variables get values. */
function patternNeeds(node: Node, known: Slots, outputs: Set<number>): string | undefined {
  switch (node.kind) {
    case 'local':
      outputs.add(node.slot)
      return undefined
    case 'array':
      return firstLack(node.items, (item) => patternNeeds(item, known, outputs))
    case 'object':
      return firstLack(node.entries, ([key, value]) => needs(key, known, outputs) ?? patternNeeds(value, known, outputs))
    case 'value':
    case 'set':
    case 'ref':
    case 'call':
    case 'comprehension':
      return needs(node, known, outputs)
  }
}

function firstLack<T>(items: readonly T[], lackOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const lack = lackOf(item)
    if (lack !== undefined) return lack
  }
  return undefined
}

export type Pair = readonly [Node, Node]

/** `[a, b] = [c, d]` as `a = c, b = d`, as far down as both sides are of one shape; undefined where they never match. */
export function decompose(left: Node, right: Node): readonly Pair[] | undefined {
  if (left.kind === 'array' && right.kind === 'array') {
    if (left.items.length !== right.items.length) return undefined
    return decomposeAll(left.items.map((item, index) => [item, right.items[index]!]))
  }
  if (left.kind === 'object' && right.kind === 'object' && left.entries.length === right.entries.length) {
    const pairs: Pair[] = []
    for (const [key, value] of left.entries) {
      const other = right.entries.find(([candidate]) => sameKey(key, candidate))
      if (other === undefined) return [[left, right]]
      pairs.push([value, other[1]])
    }
    return decomposeAll(pairs)
  }
  return [[left, right]]
}

function decomposeAll(pairs: readonly Pair[]): readonly Pair[] | undefined {
  const all: Pair[] = []
  for (const [left, right] of pairs) {
    const parts = decompose(left, right)
    if (parts === undefined) return undefined
    all.push(...parts)
  }
  return all
}

function sameKey(a: Node, b: Node): boolean {
  return (
    (a.kind === 'value' && b.kind === 'value' && a.value === b.value) || (a.kind === 'local' && b.kind === 'local' && a.slot === b.slot)
  )
}

function unifyNeeds(left: Node, right: Node, known: Slots, outputs: Set<number>): string | undefined {
  let waiting = decompose(left, right) ?? [[left, right]]
  while (waiting.length > 0) {
    const still = waiting.filter((pair) => pairNeeds(pair, known, outputs) !== undefined)
    if (still.length === waiting.length) return pairNeeds(still[0]!, known, outputs)
    waiting = still
  }
  return undefined
}

/** One side must be readable; the other is then matched with it. */
function pairNeeds([left, right]: Pair, known: Slots, outputs: Set<number>): string | undefined {
  let lack: string | undefined
  for (const [read, matched] of [
    [left, right],
    [right, left],
  ] as const) {
    const trial = new Set(outputs)
    const missed = needs(read, known, trial) ?? patternNeeds(matched, known, trial)
    if (missed === undefined) {
      for (const slot of trial) outputs.add(slot)
      return undefined
    }
    lack ??= missed
  }
  return lack
}
