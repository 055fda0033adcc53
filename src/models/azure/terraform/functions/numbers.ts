import { text } from '../../../../core/text.ts'
import { countedItems, listArgument, Misuse, type Call, type FunctionTable } from '../../functions/library.ts'
import { scalar, type Value } from '../../value/value.ts'
import { integerAt, numberAt, stringAt } from './arguments.ts'

const messages = {
  notNumber: text({ en: '{name}: {value} is not a number', ja: '{name}: {value} は数値ではありません' }),
  nothing: text({ en: '{name}: there is no number', ja: '{name}: 数値がありません' }),
  divisionByZero: text({ en: '{name}: division by zero', ja: '{name}: 0 で除算しています' }),
}

/** Decimal digits that a result of arithmetic is told with: Terraform reckons with far more than a double has. */
const digits = 15

function reckoned(call: Call, result: number): Value {
  if (!Number.isFinite(result)) throw new Misuse(messages.notNumber, { name: call.name, value: String(result) })
  return scalar(call, Number.isInteger(result) ? result : Number(result.toPrecision(digits)))
}

function divisor(args: readonly Value[], call: Call): number {
  const number = numberAt(args, 1, call)
  if (number === 0) throw new Misuse(messages.divisionByZero, { name: call.name })
  return number
}

/** What the operators on numbers do. */
export const arithmetic = {
  add: (args, call) => reckoned(call, numberAt(args, 0, call) + numberAt(args, 1, call)),
  subtract: (args, call) => reckoned(call, numberAt(args, 0, call) - numberAt(args, 1, call)),
  multiply: (args, call) => reckoned(call, numberAt(args, 0, call) * numberAt(args, 1, call)),
  divide: (args, call) => reckoned(call, numberAt(args, 0, call) / divisor(args, call)),
  remainder: (args, call) => reckoned(call, numberAt(args, 0, call) % divisor(args, call)),
  negate: (args, call) => reckoned(call, 0 - numberAt(args, 0, call)),
  less: (args, call) => scalar(call, numberAt(args, 0, call) < numberAt(args, 1, call)),
  lessOrEqual: (args, call) => scalar(call, numberAt(args, 0, call) <= numberAt(args, 1, call)),
  greater: (args, call) => scalar(call, numberAt(args, 0, call) > numberAt(args, 1, call)),
  greaterOrEqual: (args, call) => scalar(call, numberAt(args, 0, call) >= numberAt(args, 1, call)),
} satisfies FunctionTable

export const numbers: FunctionTable = {
  abs: (args, call) => reckoned(call, Math.abs(numberAt(args, 0, call))),
  ceil: (args, call) => reckoned(call, Math.ceil(numberAt(args, 0, call))),
  floor: (args, call) => reckoned(call, Math.floor(numberAt(args, 0, call))),
  signum: (args, call) => reckoned(call, Math.sign(numberAt(args, 0, call))),
  pow: (args, call) => reckoned(call, numberAt(args, 0, call) ** numberAt(args, 1, call)),
  log: (args, call) => reckoned(call, Math.log(numberAt(args, 0, call)) / Math.log(numberAt(args, 1, call))),
  min: (args, call) =>
    reckoned(
      call,
      atLeastOne(args, call).reduce((a, b) => Math.min(a, b)),
    ),
  max: (args, call) =>
    reckoned(
      call,
      atLeastOne(args, call).reduce((a, b) => Math.max(a, b)),
    ),
  sum: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    return reckoned(
      call,
      items.reduce((total, _, index) => total + numberAt(items, index, call), 0),
    )
  },
  parseint: (args, call) => {
    const [written, base] = [stringAt(args, 0, call), integerAt(args, 1, call)]
    const known = new Set('0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, base))
    const body = written.toLowerCase().replace(/^[+-]/, '')
    if (base < 2 || base > 36 || body === '' || Array.from(body).some((unit) => !known.has(unit)))
      throw new Misuse(messages.notNumber, { name: call.name, value: JSON.stringify(written.slice(0, 40)) })
    return reckoned(call, Number.parseInt(written, base))
  },
}

function atLeastOne(args: readonly Value[], call: Call): readonly number[] {
  if (args.length === 0) throw new Misuse(messages.nothing, { name: call.name })
  return args.map((_, index) => numberAt(args, index, call))
}
