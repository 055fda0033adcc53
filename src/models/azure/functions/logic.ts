import { text } from '../../../core/text.ts'
import { same } from '../value/compare.ts'
import { isNull, scalar, stillUnknown, type Value } from '../value/value.ts'
import { integerArgument, Misuse, scalarArgument, stringArgument, tolerant, type Call, type FunctionTable } from './library.ts'
import { undecidedBy } from './placeholder-id.ts'

const messages = {
  notComparable: text({
    en: '{name}: both sides must be numbers or strings',
    ja: '{name}: 両辺は数値どうし、または文字列どうしである必要があります',
  }),
  notConvertible: text({ en: '{name}: {value} cannot be converted', ja: '{name}: {value} は変換できません' }),
  divisionByZero: text({ en: '{name}: division by zero', ja: '{name}: 0 で除算しています' }),
  failed: text({ en: 'fail: {message}', ja: 'fail: {message}' }),
}

/** Comparison, arithmetic and conversion: what the operators of Bicep compile to. */
export const logic: FunctionTable = {
  equals: tolerant(([a, b], call) => {
    if (a === undefined || b === undefined) throw new Misuse(messages.notComparable, { name: call.name })
    const equal = same(a, b)
    if (equal !== undefined) return (equal ? undefined : undecidedBy(a, b, call)) ?? scalar(call, equal)
    const cause = [a, b].find((side) => side.kind === 'unknown')
    return cause?.kind === 'unknown' ? undecidedEquality(cause, a, b, call) : comparedInside(a, b, call)
  }),
  less: (args, call) => scalar(call, compare(args, call) < 0),
  lessOrEquals: (args, call) => scalar(call, compare(args, call) <= 0),
  greater: (args, call) => scalar(call, compare(args, call) > 0),
  greaterOrEquals: (args, call) => scalar(call, compare(args, call) >= 0),
  add: (args, call) => scalar(call, integerArgument(args, 0, call) + integerArgument(args, 1, call)),
  sub: (args, call) => scalar(call, integerArgument(args, 0, call) - integerArgument(args, 1, call)),
  mul: (args, call) => scalar(call, integerArgument(args, 0, call) * integerArgument(args, 1, call)),
  div: (args, call) => scalar(call, Math.trunc(integerArgument(args, 0, call) / divisor(args, call))),
  mod: (args, call) => scalar(call, integerArgument(args, 0, call) % divisor(args, call)),
  int: (args, call) => {
    const { value } = scalarArgument(args, 0, call)
    const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value
    if (typeof number !== 'number') throw new Misuse(messages.notConvertible, { name: call.name, value: JSON.stringify(value) })
    return scalar(call, Math.trunc(number))
  },
  float: (args, call) => {
    const number = Number(scalarArgument(args, 0, call).value)
    if (Number.isNaN(number)) throw new Misuse(messages.notConvertible, { name: call.name, value: 'NaN' })
    return scalar(call, number)
  },
  bool: (args, call) => {
    const { value } = scalarArgument(args, 0, call)
    if (typeof value === 'boolean') return scalar(call, value)
    if (typeof value === 'number') return scalar(call, value !== 0)
    const word = String(value).toLowerCase()
    if (word !== 'true' && word !== 'false') throw new Misuse(messages.notConvertible, { name: call.name, value: JSON.stringify(value) })
    return scalar(call, word === 'true')
  },
  not: (args, call) => scalar(call, scalarArgument(args, 0, call).value !== true),
  any: tolerant(([value], call) => value ?? scalar(call, null)),
  true: (_, call) => scalar(call, true),
  false: (_, call) => scalar(call, false),
  null: (_, call) => scalar(call, null),
  fail: (args, call) => {
    throw new Misuse(messages.failed, { message: stringArgument(args, 0, call) })
  },
}

/** Two values that differ in no known part, but are not known throughout. */
function comparedInside(a: Value, b: Value, call: Call): Value {
  for (const side of [a, b]) {
    if (side.kind !== 'list' && side.kind !== 'dictionary') continue
    const held = side.kind === 'list' ? side.items : [...side.entries.values()].map(({ value }) => value)
    const cause = side.open ?? held.find((value) => value.kind === 'unknown')
    if (cause?.kind === 'unknown') return stillUnknown(call, cause)
  }
  return scalar(call, false)
}

/** An unknown with choices that all compare alike is decided all the same. */
function undecidedEquality(cause: Extract<Value, { kind: 'unknown' }>, a: Value, b: Value, call: Call): Value {
  const other = a === cause ? b : a
  const outcomes = cause.choices?.map((choice) => same(choice, other))
  if (outcomes !== undefined && outcomes[0] !== undefined && outcomes.every((outcome) => outcome === outcomes[0]))
    return scalar(call, outcomes[0])
  return stillUnknown(call, cause)
}

function divisor(args: readonly Value[], call: Call): number {
  const number = integerArgument(args, 1, call)
  if (number === 0) throw new Misuse(messages.divisionByZero, { name: call.name })
  return number
}

/** Below zero where the first comes first. Strings compare by code unit. */
function compare(args: readonly Value[], call: Call): number {
  const a = scalarArgument(args, 0, call).value
  const b = scalarArgument(args, 1, call).value
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  throw new Misuse(messages.notComparable, { name: call.name })
}

/** The first of the values that is not null; the rest matters only as long as it is not known which that is. */
export function coalesce(values: Iterable<Value>, call: Call): Value {
  let last: Value = scalar(call, null)
  for (const value of values) {
    last = value
    if (value.kind === 'unknown' || !isNull(value)) return value
  }
  return last
}
