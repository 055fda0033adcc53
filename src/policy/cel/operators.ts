import { CelError, noSuchOverload } from './errors.ts'
import {
  CelDuration,
  CelTimestamp,
  CelUint,
  compareCel,
  equalCel,
  int64,
  isList,
  isMap,
  typeName,
  type CelMapKey,
  type CelValue,
} from './values.ts'

type Binary = (left: CelValue, right: CelValue) => CelValue

function both<T>(is: (value: CelValue) => value is CelValue & T, left: CelValue, right: CelValue): readonly [T, T] | undefined {
  return is(left) && is(right) ? [left, right] : undefined
}

const isInt = (value: CelValue): value is bigint => typeof value === 'bigint'
const isDouble = (value: CelValue): value is number => typeof value === 'number'
const isUint = (value: CelValue): value is CelUint => value instanceof CelUint

/** The same operation on integers, unsigned integers and doubles: both sides must be of one type. */
function arithmetic(
  name: string,
  onIntegers: (a: bigint, b: bigint) => bigint,
  onDoubles: ((a: number, b: number) => number) | undefined,
): Binary {
  return (left, right) => {
    const ints = both(isInt, left, right)
    if (ints !== undefined) return int64(onIntegers(...ints))
    const doubles = both(isDouble, left, right)
    if (doubles !== undefined && onDoubles !== undefined) return onDoubles(...doubles)
    const uints = both(isUint, left, right)
    if (uints !== undefined) return new CelUint(onIntegers(uints[0].value, uints[1].value))
    return noSuchOverload(`${typeName(left)} ${name} ${typeName(right)}`)
  }
}

function divided(divide: (a: bigint, b: bigint) => bigint, reason: string) {
  return (a: bigint, b: bigint): bigint => {
    if (b === 0n) throw new CelError(reason)
    return divide(a, b)
  }
}

const addNumbers = arithmetic(
  '+',
  (a, b) => a + b,
  (a, b) => a + b,
)
const subtractNumbers = arithmetic(
  '-',
  (a, b) => a - b,
  (a, b) => a - b,
)

function add(left: CelValue, right: CelValue): CelValue {
  if (typeof left === 'string' && typeof right === 'string') return left + right
  if (isList(left) && isList(right)) return [...left, ...right]
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Uint8Array.from([...left, ...right])
  if (left instanceof CelDuration && right instanceof CelDuration) return new CelDuration(int64(left.nanoseconds + right.nanoseconds))
  if (left instanceof CelTimestamp && right instanceof CelDuration) return new CelTimestamp(left.nanoseconds + right.nanoseconds)
  if (left instanceof CelDuration && right instanceof CelTimestamp) return new CelTimestamp(left.nanoseconds + right.nanoseconds)
  return addNumbers(left, right)
}

function subtract(left: CelValue, right: CelValue): CelValue {
  if (left instanceof CelDuration && right instanceof CelDuration) return new CelDuration(int64(left.nanoseconds - right.nanoseconds))
  if (left instanceof CelTimestamp && right instanceof CelDuration) return new CelTimestamp(left.nanoseconds - right.nanoseconds)
  if (left instanceof CelTimestamp && right instanceof CelTimestamp) return new CelDuration(int64(left.nanoseconds - right.nanoseconds))
  return subtractNumbers(left, right)
}

function comparison(name: string, holds: (order: number) => boolean): Binary {
  return (left, right) => {
    const order = compareCel(left, right)
    return order === undefined ? noSuchOverload(`${typeName(left)} ${name} ${typeName(right)}`) : holds(order)
  }
}

function isIn(value: CelValue, collection: CelValue): CelValue {
  if (isList(collection)) return collection.some((item) => equalCel(item, value))
  if (isMap(collection)) return mapKey(value) !== undefined && collection.has(mapKey(value)!)
  return noSuchOverload(`${typeName(value)} in ${typeName(collection)}`)
}

/** Whole numbers of all types are one key. */
export function mapKey(value: CelValue): CelMapKey | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
  if (value instanceof CelUint) return value.value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined
}

export const binaryOperators: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['_+_', add],
  ['_-_', subtract],
  [
    '_*_',
    arithmetic(
      '*',
      (a, b) => a * b,
      (a, b) => a * b,
    ),
  ],
  [
    '_/_',
    arithmetic(
      '/',
      divided((a, b) => a / b, 'division by zero'),
      (a, b) => a / b,
    ),
  ],
  [
    '_%_',
    arithmetic(
      '%',
      divided((a, b) => a % b, 'modulus by zero'),
      undefined,
    ),
  ],
  ['_==_', equalCel],
  ['_!=_', (left, right) => !equalCel(left, right)],
  ['_<_', comparison('<', (order) => order < 0)],
  ['_<=_', comparison('<=', (order) => order <= 0)],
  ['_>_', comparison('>', (order) => order > 0)],
  ['_>=_', comparison('>=', (order) => order >= 0)],
  ['_in_', isIn],
])

export function negate(value: CelValue): CelValue {
  if (typeof value === 'bigint') return int64(-value)
  if (typeof value === 'number') return -value
  return value instanceof CelDuration ? new CelDuration(-value.nanoseconds) : noSuchOverload(`-${typeName(value)}`)
}
