import { SpokenError, type Spoken } from '../../core/spoken-error.ts'
import { isMapping } from '../untyped.ts'

/** A value of the policy language; `undefined` is a field that is not there. */
export type PolicyValue = unknown

/** Something that the policy language cannot evaluate. */
export class EvaluationError extends SpokenError {}

/** A condition that cannot be decided, because what it reads is not known here. */
export class UndecidedError extends SpokenError {}

/** Stands for a value that is not known before the resource is deployed. */
export class UnknownValue {
  /** What would decide it. */
  readonly reason: Spoken
  /** There is surely some value, such as an id that only the deployment gives. */
  readonly exists: boolean

  constructor(reason: Spoken, exists: boolean) {
    this.reason = reason
    this.exists = exists
  }
}

/** Under this key a mapping says that it may have further members, which are not known. */
export const furtherMembers = Symbol('further members')

/** @throws {UndecidedError} where the value, or a part of it, is not known */
export function known(value: PolicyValue): PolicyValue {
  if (value instanceof UnknownValue) throw new UndecidedError(value.reason)
  if (Array.isArray(value)) for (const item of value) known(item)
  else if (isMapping(value)) {
    for (const member of Object.values(value)) known(member)
    const further = (value as { readonly [furtherMembers]?: UnknownValue })[furtherMembers]
    if (further !== undefined) throw new UndecidedError(further.reason)
  }
  return value
}

/** Whether all are so: one that surely is not decides, whatever is not known of the others. */
export function everyKnown<T>(items: readonly T[], holds: (item: T) => boolean): boolean {
  let undecided: UndecidedError | undefined
  for (const item of items)
    try {
      if (!holds(item)) return false
    } catch (error) {
      if (!(error instanceof UndecidedError)) throw error
      undecided ??= error
    }
  if (undecided !== undefined) throw undecided
  return true
}

export function someKnown<T>(items: readonly T[], holds: (item: T) => boolean): boolean {
  return !everyKnown(items, (item) => !holds(item))
}

export function isMissing(value: PolicyValue): value is null | undefined {
  return value === null || value === undefined
}

/** The member whose name is `key` whatever its letters' case, as Azure Resource Manager treats names. */
export function memberOf(value: PolicyValue, key: PolicyValue): PolicyValue {
  if (value instanceof UnknownValue) return value
  if (Array.isArray(value))
    return typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key)) ? (value[Number(key)] as unknown) : undefined
  if (!isMapping(value) || typeof key !== 'string') return undefined
  if (Object.hasOwn(value, key)) return value[key]
  const lower = key.toLowerCase()
  const found = Object.keys(value).find((name) => name.toLowerCase() === lower)
  return found === undefined ? (value as { readonly [furtherMembers]?: UnknownValue })[furtherMembers] : value[found]
}

/** Equality without regard to the case of letters; numbers, booleans and their texts are equal. */
export function equalLoosely(a: PolicyValue, b: PolicyValue): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b)
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalLoosely(item, b[index]))
  if (isMapping(a)) {
    if (!isMapping(b)) return false
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => equalLoosely(a[key], memberOf(b, key)))
  }
  if (typeof b === 'object') return false
  if (typeof a === typeof b && typeof a !== 'string') return a === b
  return textOf(a).toLowerCase() === textOf(b).toLowerCase()
}

/** Less than zero where `a` comes first; undefined where the two cannot be compared. */
export function compareLoosely(a: PolicyValue, b: PolicyValue): number | undefined {
  const [numberA, numberB] = [numberOf(a), numberOf(b)]
  if (numberA !== undefined && numberB !== undefined) return numberA - numberB
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()]
  return lowerA < lowerB ? -1 : lowerA > lowerB ? 1 : 0
}

function numberOf(value: PolicyValue): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** Scalars as they read; mappings and lists as JSON. */
export function textOf(value: PolicyValue): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return JSON.stringify(value)
}
