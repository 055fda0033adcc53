import { text } from '../../../../core/text.ts'
import {
  anyArgument,
  listArgument,
  Misuse,
  tolerant,
  type Call,
  type FunctionTable,
  type TemplateFunction,
} from '../../functions/library.ts'
import { dictionary, isNull, list, scalar, type Value } from '../../value/value.ts'
import { booleanOf, numberOf, setOf, stringOf, unified } from './conversions.ts'

const messages = {
  notConvertible: text({ en: '{name}: the value cannot be converted', ja: '{name}: 値を変換できません' }),
}

/** Conversions between types, and the marks of what is secret. */
export const conversions: FunctionTable = {
  tostring: to(stringOf),
  tonumber: to(numberOf),
  tobool: to(booleanOf),
  tolist: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    return list(call, unified(items), open)
  },
  toset: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    call.spend(items.length)
    return setOf(call, unified(items), open)
  },
  tomap: (args, call) => {
    const value = anyArgument(args, 0, call)
    if (value.kind !== 'dictionary') throw new Misuse(messages.notConvertible, { name: call.name })
    const items = unified([...value.entries.values()].map(({ value: held }) => held))
    return dictionary(
      value,
      new Map([...value.entries].map(([key, entry], index) => [key, { ...entry, value: items[index]! }])),
      value.open,
    )
  },
  sensitive: tolerant(([value], call) =>
    value?.kind === 'scalar' || value?.kind === 'unknown' ? { ...value, secret: true } : (value ?? scalar(call, null)),
  ),
  // What was secret stays so: that the author takes the risk does not make it fit for a report.
  nonsensitive: tolerant(([value], call) => value ?? scalar(call, null)),
  ephemeralasnull: tolerant(([value], call) => value ?? scalar(call, null)),
  issensitive: (args, call) => {
    const value = anyArgument(args, 0, call)
    return scalar(call, value.kind === 'scalar' && value.secret === true)
  },
}

/** A conversion: null stays null, and a value of the type stays where it is written. */
function to(convert: (value: Value) => string | number | boolean | undefined): TemplateFunction {
  return (args, call: Call) => {
    const value = anyArgument(args, 0, call)
    if (isNull(value)) return value
    const made = convert(value)
    if (made === undefined) throw new Misuse(messages.notConvertible, { name: call.name })
    return scalar(value, made)
  }
}
