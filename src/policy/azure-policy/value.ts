import { isMapping } from '../untyped.ts'

/** A value of the policy language; `undefined` is a field that is not there. */
export type PolicyValue = unknown

/** Something that the policy language cannot evaluate. */
export class EvaluationError extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'EvaluationError'
  }
}

export function isMissing(value: PolicyValue): value is null | undefined {
  return value === null || value === undefined
}

/** The member whose name is `key` whatever its letters' case, as Azure Resource Manager treats names. */
export function memberOf(value: PolicyValue, key: PolicyValue): PolicyValue {
  if (Array.isArray(value))
    return typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key)) ? (value[Number(key)] as unknown) : undefined
  if (!isMapping(value) || typeof key !== 'string') return undefined
  if (Object.hasOwn(value, key)) return value[key]
  const lower = key.toLowerCase()
  const found = Object.keys(value).find((name) => name.toLowerCase() === lower)
  return found === undefined ? undefined : value[found]
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
