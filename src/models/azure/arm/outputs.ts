import type { Unit } from '../template/evaluation.ts'
import { dictionary, entry, isText, scalar, type Origin, type Value } from '../value/value.ts'

/** The text of a value: of an unknown one its shape, of what is no text nothing. */
export function textOf(value: Value): string {
  if (isText(value)) return value.value
  return value.kind === 'unknown' ? (value.shape ?? '') : ''
}

/** The outputs of a template as `reference()` of its deployment gives them: each in a `value`. */
export function outputsOf(unit: Unit, at: Origin): Value {
  const wrapped = unit.outputNames().map((name) => {
    const value = unit.output(name, at) ?? scalar(at, null)
    return [name, entry(at, dictionary(at, new Map([['value', entry(at, value)]])))] as const
  })
  return dictionary(at, new Map(wrapped))
}
