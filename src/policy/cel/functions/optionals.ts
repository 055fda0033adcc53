import { CelError } from '../errors.ts'
import { CelOptional, CelUint, isList, type CelValue } from '../values.ts'
import type { CelFunction, CelLibrary } from './function.ts'
import { size } from './standard.ts'

/** The values of those that have one. */
const unwrap: CelFunction = (list) => {
  if (list === undefined || !isList(list)) return undefined
  return list.every((item) => item instanceof CelOptional) ? list.flatMap(({ value }) => (value === undefined ? [] : [value])) : undefined
}

const at =
  (index: number): CelFunction =>
  (list) =>
    list !== undefined && isList(list) ? new CelOptional(list.at(index)) : undefined

export const optionalLibrary: CelLibrary = {
  'optional.of': (value) => new CelOptional(value),
  'optional.none': () => new CelOptional(undefined),
  'optional.ofNonZeroValue': (value) => new CelOptional(isZero(value) ? undefined : value),
  '.hasValue': (optional) => (optional instanceof CelOptional ? optional.value !== undefined : undefined),
  '.value': (optional) => {
    if (!(optional instanceof CelOptional)) return undefined
    if (optional.value === undefined) throw new CelError('optional.none() dereference')
    return optional.value
  },
  // What is no optional is its own value, as in cel-go: real policies rely on it.
  '.orValue': (optional, otherwise) =>
    optional instanceof CelOptional ? (optional.value === undefined ? otherwise : optional.value) : optional,
  '.or': (optional, otherwise) =>
    optional instanceof CelOptional && otherwise instanceof CelOptional ? (optional.value === undefined ? otherwise : optional) : undefined,
  'optional.unwrap': unwrap,
  '.unwrapOpt': unwrap,
  '.first': at(0),
  '.last': at(-1),
}

function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === '' || value === 0 || value === 0n) return true
  if (value instanceof CelUint) return value.value === 0n
  return size(value) === 0n
}
