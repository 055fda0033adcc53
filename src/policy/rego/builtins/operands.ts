import { BuiltinError } from '../errors.ts'
import { RegoObject, RegoSet, typeName, type Value } from '../values.ts'

export type Numeric = number | bigint

function refuse(position: number, wanted: string, got: Value): never {
  throw new BuiltinError('eval_type_error', `operand ${position} must be ${wanted} but got ${typeName(got)}`)
}

export function typeError(reason: string): never {
  throw new BuiltinError('eval_type_error', reason)
}

export function builtinError(reason: string): never {
  throw new BuiltinError('eval_builtin_error', reason)
}

// Each of these checks one operand; positions count from 1, as in OPA's messages.

export function stringAt(args: readonly Value[], position: number): string {
  const value = args[position - 1]!
  return typeof value === 'string' ? value : refuse(position, 'string', value)
}

export function numberAt(args: readonly Value[], position: number): Numeric {
  const value = args[position - 1]!
  return isNumeric(value) ? value : refuse(position, 'number', value)
}

export function integerAt(args: readonly Value[], position: number): Numeric {
  const value = numberAt(args, position)
  if (typeof value === 'number' && !Number.isInteger(value))
    typeError(`operand ${position} must be integer number but got floating-point number`)
  return value
}

/** An integer that `number` holds exactly; larger ones are cut off at its range, which no index or length reaches. */
export function smallIntegerAt(args: readonly Value[], position: number): number {
  const value = integerAt(args, position)
  if (typeof value === 'number') return value
  return value > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER
}

export function arrayAt(args: readonly Value[], position: number): readonly Value[] {
  const value = args[position - 1]!
  return isArray(value) ? value : refuse(position, 'array', value)
}

export function objectAt(args: readonly Value[], position: number): RegoObject {
  const value = args[position - 1]!
  return value instanceof RegoObject ? value : refuse(position, 'object', value)
}

export function setAt(args: readonly Value[], position: number): RegoSet {
  const value = args[position - 1]!
  return value instanceof RegoSet ? value : refuse(position, 'set', value)
}

/** The elements of an array or a set. */
export function elementsAt(args: readonly Value[], position: number, wanted = 'one of {array, set}'): readonly Value[] {
  const value = args[position - 1]!
  if (value instanceof RegoSet) return value.members()
  return isArray(value) ? value : refuse(position, wanted, value)
}

/** A string, or an array or set of strings. */
export function stringsAt(args: readonly Value[], position: number): readonly string[] {
  const value = args[position - 1]!
  if (typeof value === 'string') return [value]
  const wanted = 'one of {string, set, array}'
  if (!isArray(value) && !(value instanceof RegoSet)) return refuse(position, wanted, value)
  const container = isArray(value) ? 'array' : 'set'
  return elementsAt(args, position, wanted).map((item) =>
    typeof item === 'string'
      ? item
      : typeError(`operand ${position} must be ${container} of strings but got ${container} containing ${typeName(item)}`),
  )
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

export function isNumeric(value: Value): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint'
}
