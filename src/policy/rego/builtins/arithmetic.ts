import { formatNumber, fromDouble, integer, parseNumber } from '../number.ts'
import { RegoSet, typeName, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { builtinError, integerAt, isNumeric, numberAt, setAt, smallIntegerAt, stringAt, typeError, type Numeric } from './operands.ts'

type Operation = (left: Numeric, right: Numeric) => Numeric

function checked(value: number): Numeric {
  return fromDouble(value) ?? builtinError('number out of range')
}

/** Exact on integers of any size, on doubles otherwise. */
function arithmetic(exact: (left: bigint, right: bigint) => bigint, approximate: (left: number, right: number) => number): Operation {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      const result = approximate(left, right)
      if (Number.isSafeInteger(result) || !Number.isInteger(left) || !Number.isInteger(right)) return checked(rounded(result))
    }
    if (isInteger(left) && isInteger(right)) return integer(exact(BigInt(left), BigInt(right)))
    return checked(approximate(Number(left), Number(right)))
  }
}

function isInteger(value: Numeric): boolean {
  return typeof value === 'bigint' || Number.isInteger(value)
}

/** OPA computes with more digits than a double has: what differs from a short decimal in the last bits only is that decimal. */
function rounded(value: number): number {
  if (Number.isInteger(value) || !Number.isFinite(value)) return value
  const short = Number(value.toPrecision(15))
  return Math.abs(short - value) <= Math.abs(value) * Number.EPSILON ? short : value
}

const add = arithmetic(
  (left, right) => left + right,
  (left, right) => left + right,
)
const subtract = arithmetic(
  (left, right) => left - right,
  (left, right) => left - right,
)
const multiply = arithmetic(
  (left, right) => left * right,
  (left, right) => left * right,
)

function divide(left: Numeric, right: Numeric): Numeric {
  if (right === 0) builtinError('divide by zero')
  if (isInteger(left) && isInteger(right) && BigInt(left) % BigInt(right) === 0n) return integer(BigInt(left) / BigInt(right))
  return checked(Number(left) / Number(right))
}

function remainder(left: Numeric, right: Numeric): Numeric {
  if (!isInteger(left) || !isInteger(right)) builtinError('modulo on floating-point number')
  if (right === 0) builtinError('modulo by zero')
  return integer(BigInt(left) % BigInt(right))
}

function minus(args: readonly Value[]): Value {
  const [left, right] = args as [Value, Value]
  if (isNumeric(left)) return isNumeric(right) ? subtract(left, right) : typeError(`operand 2 must be number but got ${typeName(right)}`)
  if (!(left instanceof RegoSet)) return typeError(`operand 1 must be one of {number, set} but got ${typeName(left)}`)
  const taken = setAt(args, 2)
  return new RegoSet(left.members().filter((member) => !taken.has(member)))
}

const numeric = (apply: Operation) => builtin(2, (args) => apply(numberAt(args, 1), numberAt(args, 2)))

function rounding(apply: (value: number) => number) {
  return builtin(1, (args) => {
    const value = numberAt(args, 1)
    return typeof value === 'bigint' ? value : checked(apply(value))
  })
}

/** Halves away from zero, as Go rounds. */
const roundHalfAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value))

function bits(apply: (left: bigint, right: bigint) => bigint) {
  return builtin(2, (args) => integer(apply(BigInt(integerAt(args, 1)), BigInt(integerAt(args, 2)))))
}

function shift(apply: (value: bigint, by: bigint) => bigint) {
  return builtin(2, (args, { budget }) => {
    const value = BigInt(integerAt(args, 1))
    const by = smallIntegerAt(args, 2)
    if (by < 0) typeError('operand 2 must be an unsigned integer number but got a negative integer')
    budget.produce(by / 8)
    if (by > 1_000_000) builtinError('shift is too large')
    return integer(apply(value, BigInt(by)))
  })
}

function range(args: readonly Value[], step: number, produce: (size: number) => void): Value {
  const from = BigInt(integerAt(args, 1))
  const to = BigInt(integerAt(args, 2))
  const stride = BigInt(step)
  const distance = from < to ? to - from : from - to
  produce(Number(distance / stride))
  const numbers: Value[] = []
  if (from <= to) for (let next = from; next <= to; next += stride) numbers.push(integer(next))
  else for (let next = from; next >= to; next -= stride) numbers.push(integer(next))
  return numbers
}

function toNumber([value]: readonly Value[]): Value {
  if (value === null || value === false) return 0
  if (value === true) return 1
  if (isNumeric(value!)) return value
  if (typeof value === 'string' && /^[+-]?(inf|infinity|nan)$/i.test(value)) return typeError('operand 1 must be valid number string')
  if (typeof value === 'string') return parseNumber(value.replace(/^\+/, '')) ?? builtinError('invalid syntax')
  return typeError(`operand 1 must be one of {null, boolean, number, string} but got ${typeName(value!)}`)
}

function formatInteger(args: readonly Value[]): string {
  const value = numberAt(args, 1)
  const base = smallIntegerAt(args, 2)
  if (![2, 8, 10, 16].includes(base)) typeError('operand 2 must be one of {2, 8, 10, 16}')
  return (typeof value === 'bigint' ? value : BigInt(Math.trunc(value))).toString(base)
}

const byteUnits: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5, e: 6 }

/** `10KB` is 10,000 and `10KiB` 10,240. */
function parseBytes(args: readonly Value[]): Value {
  const text = stringAt(args, 1).replaceAll('"', '')
  if (text === '') builtinError('no byte amount provided')
  if (text.includes(' ')) builtinError('spaces not allowed in resource strings')
  const match = /^([+-]?\d*\.?\d*(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text)
  if (match === null || !/\d/.test(match[1]!)) return builtinError('no byte amount provided')
  const unit = match[2]!.toLowerCase()
  const power = byteUnits[unit.replace(/(i?b|i)$/, '')]
  if (power === undefined || unit === 'ib' || unit === 'i') return builtinError(`byte unit ${unit} not recognized`)
  const amount = scaled(match[1]!, unit.includes('i') ? 1024n : 1000n, power)
  return integer(amount.numerator / amount.denominator)
}

const decimalUnits: Readonly<Record<string, number>> = { '': 0, k: 1, K: 1, M: 2, g: 3, G: 3, t: 4, T: 4, p: 5, P: 5, e: 6, E: 6 }

/** Quantities such as `10Mi` and `100m`: `m` is a thousandth and `M` a million. */
function parseUnits(args: readonly Value[]): Value {
  const text = stringAt(args, 1).replaceAll('"', '')
  if (text === '') builtinError('no amount provided')
  if (text.includes(' ')) builtinError('spaces not allowed in resource strings')
  const match = /^([+-]?\d*\.?\d*(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text)
  if (match === null || !/\d/.test(match[1]!)) return builtinError('no amount provided')
  const unit = match[2]!
  if (unit === 'm') return quotient(scaled(match[1]!, 1000n, -1))
  const isBinary = /^[A-Za-z][iI]$/.test(unit)
  const power = decimalUnits[isBinary ? unit[0]!.toUpperCase() : unit]
  if (power === undefined) return builtinError(`unit ${unit} not recognized`)
  return quotient(scaled(match[1]!, isBinary ? 1024n : 1000n, power))
}

interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

function scaled(amount: string, base: bigint, power: number): Fraction {
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(amount) ?? builtinError('could not parse amount to a number')
  const exponentShift = Number(exponent) - fraction.length
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const factor = base ** BigInt(Math.abs(power))
  return {
    numerator: digits * (exponentShift > 0 ? 10n ** BigInt(exponentShift) : 1n) * (power > 0 ? factor : 1n),
    denominator: (exponentShift < 0 ? 10n ** BigInt(-exponentShift) : 1n) * (power < 0 ? factor : 1n),
  }
}

function quotient({ numerator, denominator }: Fraction): Value {
  if (numerator % denominator === 0n) return integer(numerator / denominator)
  return checked(Number(numerator) / Number(denominator))
}

/** A number that stays the same for one key throughout an evaluation. */
function randomInteger(args: readonly Value[], memo: Map<string, Value>): Value {
  const key = stringAt(args, 1)
  const limit = Math.abs(smallIntegerAt(args, 2))
  if (limit === 0) return 0
  const name = `rand.intn\u0000${key}\u0000${formatNumber(limit)}`
  let value = memo.get(name)
  if (value === undefined) memo.set(name, (value = Math.floor(Math.random() * limit)))
  return value
}

export const arithmeticBuiltins: BuiltinFamily = {
  plus: numeric(add),
  minus: builtin(2, minus),
  set_diff: builtin(2, (args) => minus([setAt(args, 1), setAt(args, 2)])),
  mul: numeric(multiply),
  div: numeric(divide),
  rem: numeric(remainder),
  abs: builtin(1, (args) => {
    const value = numberAt(args, 1)
    return value < 0 ? (typeof value === 'bigint' ? -value : -value) : value
  }),
  ceil: rounding(Math.ceil),
  floor: rounding(Math.floor),
  round: rounding(roundHalfAway),
  'bits.and': bits((left, right) => left & right),
  'bits.or': bits((left, right) => left | right),
  'bits.xor': bits((left, right) => left ^ right),
  'bits.negate': builtin(1, (args) => integer(~BigInt(integerAt(args, 1)))),
  'bits.lsh': shift((value, by) => value << by),
  'bits.rsh': shift((value, by) => value >> by),
  'numbers.range': builtin(2, (args, { budget }) => range(args, 1, (size) => budget.produce(size))),
  'numbers.range_step': builtin(3, (args, { budget }) => {
    const step = smallIntegerAt(args, 3)
    if (step <= 0) builtinError('step must be a positive integer')
    return range(args, step, (size) => budget.produce(size))
  }),
  to_number: builtin(1, toNumber),
  format_int: builtin(2, formatInteger),
  'units.parse': builtin(1, parseUnits),
  'units.parse_bytes': builtin(1, parseBytes),
  'rand.intn': builtin(2, (args, { memo }) => randomInteger(args, memo)),
}

export const sumOf = (values: readonly Numeric[]): Numeric => values.reduce<Numeric>(add, 0)
export const productOf = (values: readonly Numeric[]): Numeric => values.reduce<Numeric>(multiply, 1)
