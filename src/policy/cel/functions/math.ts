import { CelError } from '../errors.ts'
import { CelUint, compareCel, int64, isList, numeric, type CelValue } from '../values.ts'
import type { CelFunction, CelLibrary } from './function.ts'

/** The largest (`sign` 1) or the smallest of numbers of any type, or of a list of them; of equal ones the first. */
function extreme(sign: 1 | -1): CelFunction {
  return (...given) => {
    const [first] = given
    const values = given.length === 1 && first !== undefined && isList(first) ? first : given
    if (values.length === 0 || !values.every((value) => numeric(value) !== undefined)) return undefined
    return values.reduce((best, value) => (compareCel(value, best)! * sign > 0 ? value : best))
  }
}

const onDouble =
  (apply: (value: number) => CelValue): CelFunction =>
  (value) =>
    typeof value === 'number' ? apply(value) : undefined

/** To the nearest whole number, halves away from zero. */
function round(value: number): number {
  return Number.isInteger(value) ? value : Math.sign(value) * Math.floor(Math.abs(value) + 0.5)
}

function absolute(value: CelValue | undefined): CelValue | undefined {
  if (typeof value === 'bigint') return int64(value < 0n ? -value : value)
  if (typeof value === 'number') return Math.abs(value)
  return value instanceof CelUint ? value : undefined
}

function signOf(value: CelValue | undefined): CelValue | undefined {
  if (typeof value === 'bigint') return value < 0n ? -1n : value > 0n ? 1n : 0n
  if (typeof value === 'number') return Math.sign(value)
  return value instanceof CelUint ? new CelUint(value.value > 0n ? 1n : 0n) : undefined
}

function squareRoot(value: CelValue | undefined): CelValue | undefined {
  const number = value === undefined ? undefined : numeric(value)
  return number === undefined ? undefined : Math.sqrt(Number(number))
}

/** The same operation on the bits of two signed or of two unsigned integers. */
const onBits =
  (apply: (a: bigint, b: bigint) => bigint): CelFunction =>
  (a, b) => {
    if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asIntN(64, apply(a, b))
    return a instanceof CelUint && b instanceof CelUint ? new CelUint(BigInt.asUintN(64, apply(a.value, b.value))) : undefined
  }

/** Bits that are moved out are lost; an integer is moved as if it had no sign. */
const shift =
  (apply: (bits: bigint, by: bigint) => bigint): CelFunction =>
  (value, by) => {
    if (typeof by !== 'bigint') return undefined
    if (by < 0n) throw new CelError(`negative offset: ${by}`)
    const moved = (bits: bigint): bigint => (by > 63n ? 0n : BigInt.asUintN(64, apply(BigInt.asUintN(64, bits), by)))
    if (typeof value === 'bigint') return BigInt.asIntN(64, moved(value))
    return value instanceof CelUint ? new CelUint(moved(value.value)) : undefined
  }

/** CEL's extension for numbers. The API server does not have it, Kyverno has. */
export const mathLibrary: CelLibrary = {
  'math.greatest': extreme(1),
  'math.least': extreme(-1),
  'math.ceil': onDouble(Math.ceil),
  'math.floor': onDouble(Math.floor),
  'math.round': onDouble(round),
  'math.trunc': onDouble(Math.trunc),
  'math.abs': absolute,
  'math.sign': signOf,
  'math.sqrt': squareRoot,
  'math.isNaN': onDouble(Number.isNaN),
  'math.isInf': onDouble((value) => Math.abs(value) === Infinity),
  'math.isFinite': onDouble(Number.isFinite),
  'math.bitAnd': onBits((a, b) => a & b),
  'math.bitOr': onBits((a, b) => a | b),
  'math.bitXor': onBits((a, b) => a ^ b),
  'math.bitNot': (value) =>
    typeof value === 'bigint' ? ~value : value instanceof CelUint ? new CelUint(BigInt.asUintN(64, ~value.value)) : undefined,
  'math.bitShiftLeft': shift((bits, by) => bits << by),
  'math.bitShiftRight': shift((bits, by) => bits >> by),
}
