import type { CelNode } from './ast.ts'
import { makingCosts } from './cost.ts'
import { CelError, decisiveError, noSuchOverload } from './errors.ts'
import { attempt, type CelEvaluation, type Locals, type Run } from './evaluation.ts'
import { mapKey } from './operators.ts'
import { compareCel, isList, isMap, typeName, type CelMapKey, type CelValue } from './values.ts'

const macros: Readonly<Record<string, readonly number[]>> = {
  all: [2, 3],
  exists: [2, 3],
  exists_one: [2, 3],
  existsOne: [2, 3],
  filter: [2],
  map: [2, 3],
  transformList: [3, 4],
  transformMap: [3, 4],
  transformMapEntry: [3, 4],
}

/** A call of a macro: the names of its variables and what is evaluated for each element. */
export interface Shape {
  readonly macro: string
  readonly names: readonly CelNode[]
  readonly parts: readonly CelNode[]
}

/** The macro that a call is; undefined where it is none. */
export function comprehensionShape(name: string, args: readonly CelNode[]): Shape | undefined {
  if (!Object.hasOwn(macros, name) || !macros[name]!.includes(args.length)) return undefined
  const two = name.startsWith('transform') || (args.length === 3 && name !== 'map')
  const macro = name === 'existsOne' ? 'exists_one' : name
  return { macro, names: args.slice(0, two ? 2 : 1), parts: args.slice(two ? 2 : 1) }
}

type Gather = (evaluation: CelEvaluation, locals: Locals, items: Iterable<CelValue>, isOverMap: boolean) => CelValue

const isTrue = (value: CelValue): boolean =>
  typeof value === 'boolean' ? value : noSuchOverload('the condition of a macro must be a boolean')

/** Adding to the result of a macro: the result so far, a list of one element, and the two put together. */
const appending = 1 + makingCosts.list + 1
/** The result so far, the key and the call that inserts. */
const inserting = 3

/** `all` and `exists` may be decided in spite of an error on some elements. */
function decided(decisive: boolean): (parts: readonly Run[]) => Gather {
  // What the API server looks at before each element to see whether it is decided: `!` too, for `exists`.
  const looking = decisive ? 3 : 2
  return ([condition]) =>
    (evaluation, locals, items) => {
      let failure: CelError | undefined
      let isDecided = false
      evaluation.budget.spend(1)
      for (const _ of items) {
        evaluation.budget.spend(isDecided ? looking : looking + 1)
        if (isDecided) return decisive
        const result = attempt(condition!, evaluation, locals)
        if (result instanceof CelError) failure = decisiveError(failure === undefined ? [result] : [failure, result])
        else isDecided = isTrue(result) === decisive
      }
      if (isDecided) return decisive
      if (failure !== undefined) throw failure
      return !decisive
    }
}

/** What each macro makes of its elements, by name. */
export const gatherers: Readonly<Record<string, (parts: readonly Run[]) => Gather>> = {
  all: decided(false),
  exists: decided(true),
  exists_one:
    ([condition]) =>
    (evaluation, locals, items) => {
      let count = 0
      for (const _ of items) if (isTrue(condition!(evaluation, locals))) count++
      evaluation.budget.spend(2 * count + 2)
      return count === 1
    },
  filter:
    ([condition]) =>
    (evaluation, locals, items) => {
      const kept: CelValue[] = []
      evaluation.budget.spend(1)
      for (const item of items) {
        if (!isTrue(condition!(evaluation, locals))) continue
        evaluation.budget.spend(appending + 1)
        kept.push(item)
      }
      return kept
    },
  map: transformed,
  transformList: transformed,
  transformMap: (parts) => (evaluation, locals, items) => {
    const map = new Map<CelMapKey, CelValue>()
    evaluation.budget.spend(1)
    for (const key of items) {
      if (parts.length === 2 && !isTrue(parts[0]!(evaluation, locals))) continue
      evaluation.budget.spend(inserting)
      map.set(mapKey(key)!, parts.at(-1)!(evaluation, locals))
    }
    return map
  },
  transformMapEntry: (parts) => (evaluation, locals, items) => {
    const map = new Map<CelMapKey, CelValue>()
    for (const _ of items) {
      if (parts.length === 2 && !isTrue(parts[0]!(evaluation, locals))) continue
      evaluation.budget.spend(inserting - 1)
      const entry = parts.at(-1)!(evaluation, locals)
      if (!isMap(entry)) return noSuchOverload('transformMapEntry must make a map')
      for (const [key, value] of entry) {
        if (map.has(key)) throw new CelError(`duplicate key: ${String(key)}`)
        map.set(key, value)
      }
    }
    return map
  },
}

/** A list in the order of what `key` gives for its elements. */
export function sorted(list: Run, key: Run, slot: number): Run {
  return (evaluation, locals) => {
    const items = [...bindings(list(evaluation, locals), [slot], locals)]
    const keyed = items.map((item) => {
      locals[slot] = item
      return { item, key: key(evaluation, locals) }
    })
    return keyed.toSorted((a, b) => compareCel(a.key, b.key) ?? noSuchOverload('sortBy')).map(({ item }) => item)
  }
}

/** With two parts the first is a condition. */
function transformed(parts: readonly Run[]): Gather {
  return (evaluation, locals, items) => {
    const made: CelValue[] = []
    evaluation.budget.spend(1)
    for (const _ of items) {
      if (parts.length === 2 && !isTrue(parts[0]!(evaluation, locals))) continue
      evaluation.budget.spend(appending)
      made.push(parts.at(-1)!(evaluation, locals))
    }
    return made
  }
}

/** Binds element after element; with two variables the first takes the index or the key. Gives the first of them. */
export function* bindings(collection: CelValue, slots: readonly number[], locals: Locals): Iterable<CelValue> {
  const [first, second] = slots as [number, number | undefined]
  const entries: Iterable<readonly [CelValue, CelValue]> | undefined = isMap(collection)
    ? collection
    : isList(collection)
      ? indexed(collection)
      : undefined
  if (entries === undefined) return noSuchOverload(`a macro on ${typeName(collection)}`)
  for (const [key, value] of entries) {
    const bound = second === undefined && !isMap(collection) ? value : key
    locals[first] = bound
    if (second !== undefined) locals[second] = value
    yield bound
  }
}

function* indexed(list: readonly CelValue[]): Iterable<readonly [CelValue, CelValue]> {
  for (const [index, value] of list.entries()) yield [BigInt(index), value]
}
