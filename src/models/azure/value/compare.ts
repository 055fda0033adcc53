import { entryOf, firstUnknown, stillUnknown, type Origin, type Unknown, type Value } from './value.ts'

/** Whether two values are the same; undefined where that hangs on something unknown. */
export function same(a: Value, b: Value, depth = 0): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown' || depth > 64) return undefined
  if (a.kind === 'entity' || b.kind === 'entity' || a.kind === 'lambda' || b.kind === 'lambda') return a === b
  if (a.kind !== b.kind) return false
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value
  if (a.open !== undefined || (b.kind !== 'scalar' && b.open !== undefined)) return undefined
  if (a.kind === 'list') return b.kind === 'list' && a.items.length === b.items.length ? every(a.items, b.items, depth) : false
  if (b.kind !== 'dictionary' || a.entries.size !== b.entries.size) return false
  const pairs: [Value, Value][] = []
  for (const [key, { value }] of a.entries) {
    const other = entryOf(b, key)
    if (other === undefined) return false
    pairs.push([value, other.value])
  }
  return every(
    pairs.map(([left]) => left),
    pairs.map(([, right]) => right),
    depth,
  )
}

function every(left: readonly Value[], right: readonly Value[], depth: number): boolean | undefined {
  let sure = true
  for (const [index, value] of left.entries()) {
    const equal = same(value, right[index]!, depth + 1)
    if (equal === false) return false
    if (equal === undefined) sure = false
  }
  return sure ? true : undefined
}

/** How many different outcomes of undecided conditions are followed; beyond that the value is merely unknown. */
const mostChoices = 8

/**
 * What an expression is that comes out as one of `outcomes`, depending on `cause`: that value where all are the same,
 * else unknown with its choices.
 */
export function oneOf(at: Origin, cause: Unknown, outcomes: readonly Value[]): Value {
  const choices: Value[] = []
  for (const outcome of outcomes.flatMap((value) => (value.kind === 'unknown' && value.choices !== undefined ? value.choices : [value]))) {
    if (outcome.kind === 'unknown') return stillUnknown(at, cause)
    if (!choices.some((choice) => same(choice, outcome) === true)) choices.push(outcome)
    if (choices.length > mostChoices) return stillUnknown(at, cause)
  }
  if (choices.length === 1 && firstUnknown(choices[0]!) === undefined) return choices[0]!
  return { ...stillUnknown(at, cause), choices }
}
