import { text, type HoleValue, type Text } from '../../../core/text.ts'
import type { Origin, Value } from '../value/value.ts'

export const parameterMessages = {
  wrongType: text({
    en: 'parameter {name} takes {expected}, not {given}',
    ja: 'パラメーター {name} の型は {expected} で、{given} は使えません',
  }),
  notAllowed: text({ en: 'parameter {name} takes only {allowed}', ja: 'パラメーター {name} に使えるのは {allowed} だけです' }),
  tooSmall: text({ en: 'parameter {name} has to be {limit} or more', ja: 'パラメーター {name} は {limit} 以上でなければなりません' }),
  tooLarge: text({ en: 'parameter {name} has to be {limit} or less', ja: 'パラメーター {name} は {limit} 以下でなければなりません' }),
  tooShort: text({
    en: 'parameter {name} has to have a length of {limit} or more',
    ja: 'パラメーター {name} の長さは {limit} 以上でなければなりません',
  }),
  tooLong: text({
    en: 'parameter {name} has to have a length of {limit} or less',
    ja: 'パラメーター {name} の長さは {limit} 以下でなければなりません',
  }),
  lacks: text({ en: 'parameter {name} lacks {members}', ja: 'パラメーター {name} に {members} がありません' }),
  noMember: text({ en: 'parameter {name} takes no {member}', ja: 'パラメーター {name} に {member} は使えません' }),
}

/** What is wrong with the value of a parameter, or with a part of it; the name of the parameter is yet to be put in. */
export interface ParameterProblem {
  readonly at: Origin
  readonly text: Text
  readonly args: Readonly<Record<string, HoleValue>>
}

/** What a declaration demands of a value beside its type. */
export interface Bounds {
  readonly minValue?: number | undefined
  readonly maxValue?: number | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly allowed?: readonly (string | number | boolean | null)[] | undefined
}

/**
 * The first bound that a value does not keep. Of values that only the deployment decides nothing is said, and of secret ones
 * only what is asked for.
 *
 * @param same compares a value with one that is allowed
 */
export function boundProblem(
  value: Value,
  { minValue, maxValue, minLength, maxLength, allowed }: Bounds,
  same: (a: unknown, b: unknown) => boolean = (a, b) => a === b,
): ParameterProblem | undefined {
  if (allowed !== undefined) {
    const found = (value.kind === 'list' ? value.items : [value]).find(
      (item) => item.kind === 'scalar' && item.synthetic !== true && !allowed.some((each) => same(each, item.value)),
    )
    if (found !== undefined)
      return { at: found, text: parameterMessages.notAllowed, args: { allowed: allowed.map((each) => JSON.stringify(each)).join(', ') } }
  }
  const amount = value.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined
  if (amount !== undefined && minValue !== undefined && amount < minValue)
    return { at: value, text: parameterMessages.tooSmall, args: { limit: minValue } }
  if (amount !== undefined && maxValue !== undefined && amount > maxValue)
    return { at: value, text: parameterMessages.tooLarge, args: { limit: maxValue } }
  const length = lengthOf(value)
  if (length !== undefined && minLength !== undefined && length < minLength)
    return { at: value, text: parameterMessages.tooShort, args: { limit: minLength } }
  if (length !== undefined && maxLength !== undefined && length > maxLength)
    return { at: value, text: parameterMessages.tooLong, args: { limit: maxLength } }
  return undefined
}

function lengthOf(value: Value): number | undefined {
  if (value.kind === 'list') return value.open === undefined ? value.items.length : undefined
  return value.kind === 'scalar' && typeof value.value === 'string' && value.synthetic !== true ? value.value.length : undefined
}

/** The first problem of several values, in order. */
export function firstProblem<T>(items: Iterable<T>, find: (item: T) => ParameterProblem | undefined): ParameterProblem | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
